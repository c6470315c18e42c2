import type { Receipt } from '../../shared/journal.ts'
import { evalCommand, runScript } from '../redis/run-script.ts'
import type { Script } from '../redis/script.ts'
import { type Command, type Lease, RefusedByRedis, type Reply } from '../redis/wire.ts'
import {
  type Account,
  BalanceUnreadable,
  type LeasedAccount,
  type LockKey,
  type Seen,
  type Verbs,
} from './account.ts'
import { commit, type Send, type Write } from './commit.ts'
import { commitScript } from './commit-script.ts'
import type { Execution } from './execution.ts'
import { floorOf } from './overdraft.ts'
import { checkedName, createOwnKey } from './own-key.ts'
import { Progress } from './progress.ts'
import { keepWithRoom, lockScript, ownTtl, UNENDING_MS } from './unending.ts'

export interface RecordedAccount extends Account<Receipt> {
  readonly progress: Progress
}

type Ask = (command: Command) => Promise<Reply>
type Book = (write: Write) => Promise<Receipt | 'conflict'>

/** Compiles each script source once, and answers the same script for the same source. */
function compiler(compile: (source: string) => Script): (source: string) => Script {
  const known = new Map<string, Script>()
  return (source) => {
    const found = known.get(source) ?? compile(source)
    known.set(source, found)
    return found
  }
}
const committing = compiler((source) => commitScript({ source }))
const SET = commitScript('set')
const SET_IF_EQ = commitScript('setIfEq')
const INCR_BY = commitScript('incrBy')
const TAKE_BACK = commitScript('takeBack')
const locking = compiler(lockScript)

/** The account for one transaction. The commit script records each of its writes. */
export function createRecordedAccount(execution: Execution): RecordedAccount {
  const { tx, context, policy } = execution
  const { wire, keys, resources } = context
  const progress = new Progress(context.position())
  const { reads } = progress

  function book(write: Write, send: Send): Promise<Receipt | 'conflict'> {
    const answer = commit(execution, progress, write, send)
    return write.takeBack ? answer : progress.end(answer)
  }

  async function get(ask: Ask): Promise<Seen> {
    progress.begin()
    const [balance, version] = (await ask(['MGET', keys.balance, keys.version])) as [
      string | null,
      string | null,
    ]
    if (balance === null || !/^(0|-?[1-9]\d{0,15})$/.test(balance)) throw new BalanceUnreadable(balance)
    const seen = { balance: Number(balance), version: Number(version), at: context.now() }
    reads.note(seen)
    return { ...seen }
  }

  const verbs = (ask: Ask, book: Book): Verbs<Receipt> => ({
    get: () => get(ask),
    set: async (balance, seen) =>
      book({ script: SET, args: [balance], seen: reads.basisOf(balance, seen, tx.amount) }),
    setIfEq: (balance, seen) => book({ script: SET_IF_EQ, args: [balance, seen.balance], fromReads: true }),
    incrBy: (amount) => book({ script: INCR_BY, args: [amount] }),
    eval: (source, ...args) => book({ script: committing(source), args, fromReads: true }),
  })
  const plain = (ask: Ask, again = false): Verbs<Receipt> =>
    verbs(ask, (write) =>
      book({ ...write, again }, (script, keys, args) => runScript(ask, script, keys, args)),
    )

  function leased(lease: Lease): LeasedAccount<Receipt> {
    let watching = false
    const block: Book = (write) =>
      book(write, async (script, keys, args) => {
        const replies = await lease.multi([evalCommand(script, keys, args)])
        if (replies === 'conflict') return replies
        // EXEC has ended the watch, so a second block for the next segment would be unprotected.
        const moved = Array.isArray(replies[0]) && replies[0][0] === 'moved'
        return watching && moved ? 'conflict' : (replies[0] ?? null)
      })
    return {
      ...plain((command) => lease.command(command)),
      watch: () => {
        watching = true
        return lease.watch([keys.balance, keys.version])
      },
      multi: () => {
        const { set, incrBy } = verbs((command) => lease.command(command), block)
        return {
          set: (balance, seen) => ({ exec: () => set(balance, seen) }),
          incrBy: (amount) => ({ exec: () => incrBy(amount) }),
        }
      },
    }
  }

  const ask: Ask = (command) => wire.command(command)
  const lock: LockKey = {
    set: async (token, ttlMs = UNENDING_MS) =>
      (await ask(['SET', keys.lock, token, 'NX', 'PX', String(ttlMs)])) === 'OK',
    del: async () => {
      await ask(['DEL', keys.lock])
    },
    expire: async (ttlMs) => (await ask(['PEXPIRE', keys.lock, String(ttlMs)])) === 1,
    pttl: async () => ownTtl(Number(await ask(['PTTL', keys.lock]))),
    eval: (source, ...args) =>
      runScript(ask, locking(source), [keys.lock, keys.fence], args.map(String)).catch(async (error) => {
        if (error instanceof RefusedByRedis) await keepWithRoom(ask, keys)
        throw error
      }),
  }
  return {
    ...plain(ask),
    withoutKey: plain(ask, true),
    floor: floorOf(policy),
    maxAttempts: policy.maxAttempts,
    mutex: resources.mutex,
    lock,
    key: (name) => createOwnKey(ask, keys.own(checkedName(name))),
    async time() {
      const [seconds, micros] = (await ask(['TIME'])) as [string, string]
      return Number(seconds) * 1000 + Math.floor(Number(micros) / 1000)
    },
    takeBack: () =>
      book({ script: TAKE_BACK, args: [], takeBack: true }, (script, keys, args) =>
        runScript(ask, script, keys, args),
      ),
    progress,
    async lease(work) {
      const lease = await wire.lease(keys.balance)
      try {
        return await work(leased(lease))
      } finally {
        await lease.release()
      }
    },
    shared: async (work) => work(leased(await resources.shared())),
  }
}
