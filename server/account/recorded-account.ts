import type { Receipt } from '../../shared/journal.ts'
import {
  type Account,
  BalanceUnreadable,
  type LeasedAccount,
  type LockKey,
  type Seen,
  type Verbs,
} from './account.ts'
import { commit, type Progress, type Record, type Send, type Write } from './commit.ts'
import { KEPT_SECONDS } from './keys.ts'
import type { Locals } from './locals.ts'
import { commitScript, evalCommand, INCRBY, runScript, type Script, SET, script } from './scripts.ts'
import type { Command, Lease, Reply, Wire } from './wire.ts'

/** A transaction that is to be booked. */
export interface Booking extends Record {
  wire: Wire
  /** The rule of the room and the bound on tries, as strategies see them. */
  floor: number
  maxAttempts: number
  /** What the room's transactions share on this node. */
  locals: Locals
}

export interface RecordedAccount extends Account<Receipt> {
  /** Tries so far: one, and one more for each conflict. */
  readonly attempts: number
}

type Ask = (command: Command) => Promise<Reply>
type Book = (write: Write) => Promise<Receipt | 'conflict'>

/** Scripts by their source: the commit around a write, and those for the lock as they stand. */
function compiler(compile: (source: string) => Script): (source: string) => Script {
  const known = new Map<string, Script>()
  return (source) => {
    const found = known.get(source) ?? compile(source)
    known.set(source, found)
    return found
  }
}
const committing = compiler(commitScript)
/** They may make the fence; it is not to stay in Redis for good. */
const locking = compiler((source) => script(`redis.call('EXPIRE', KEYS[2], ${KEPT_SECONDS})\n${source}`))

/** The account for one transaction, every write of which is recorded by the commit script. */
export function createRecordedAccount(booking: Booking): RecordedAccount {
  const { wire, keys, locals } = booking
  const progress: Progress = { conflicts: 0, readAt: undefined }

  async function book(write: Write, send: Send): Promise<Receipt | 'conflict'> {
    const answer = await commit(booking, progress, write, send)
    if (answer === 'conflict') progress.conflicts += 1
    return answer
  }

  async function get(ask: Ask): Promise<Seen> {
    const [balance, version] = (await ask(['MGET', keys.balance, keys.version])) as [
      string | null,
      string | null,
    ]
    if (balance === null || !/^(0|-?[1-9]\d{0,15})$/.test(balance)) throw new BalanceUnreadable(balance)
    const at = booking.now()
    progress.readAt = at
    return { balance: Number(balance), version: Number(version), at }
  }

  const verbs = (ask: Ask, book: Book): Verbs<Receipt> => ({
    get: () => get(ask),
    set: (balance, seen) => book({ script: committing(SET), args: [balance], seen }),
    incrBy: (amount) => book({ script: committing(INCRBY), args: [amount] }),
    eval: (source, ...args) => book({ script: committing(source), args }),
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
        // EXEC has dropped the watch, so a second block for the next segment would be unprotected.
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
    set: async (token, ttlMs) => (await ask(['SET', keys.lock, token, 'NX', 'PX', String(ttlMs)])) === 'OK',
    del: async () => {
      await ask(['DEL', keys.lock])
    },
    eval: (source, ...args) => runScript(ask, locking(source), [keys.lock, keys.fence], args.map(String)),
  }
  return {
    ...plain(ask),
    withoutKey: plain(ask, true),
    floor: booking.floor,
    maxAttempts: booking.maxAttempts,
    mutex: locals.mutex,
    lock,
    get attempts() {
      return progress.conflicts + 1
    },
    async lease(work) {
      const lease = await wire.lease(keys.balance)
      try {
        return await work(leased(lease))
      } finally {
        await lease.release()
      }
    },
    shared: async (work) => work(leased(await locals.shared())),
  }
}
