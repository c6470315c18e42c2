import type { Transaction } from '../../shared/journal.ts'
import type { Command, Lease, Reply, Wire } from '../redis/wire.ts'
import { type Account, BalanceUnreadable, type LeasedAccount, type Seen, type Verbs } from './account.ts'
import type { AccountPolicy } from './execution.ts'
import { floorOf } from './overdraft.ts'
import { checkedName, createOwnKey } from './own-key.ts'
import type { SharedResources } from './shared-resources.ts'
import { keepWithRoom, mayUseLock, ownTtl, UNENDING_MS } from './unending.ts'

type Ask = (command: Command) => Promise<Reply>

/** The place of a bare account: one key for the balance, and the locks that strategies use. */
export interface BareContext {
  wire: Wire
  balanceKey: string
  resources: SharedResources
}

/** Every key a bare account may leave behind. */
export const bareKeys = (balanceKey: string) => ({
  balance: balanceKey,
  // For scripts that read it. It is never written, so every version is 0.
  version: `${balanceKey}:version`,
  lock: `${balanceKey}:lock`,
  fence: `${balanceKey}:fence`,
})
/** Keys of the strategy's own; they expire. */
const ownKey = (balanceKey: string, name: string): string => `${balanceKey}:own:${name}`

/**
 * The account with nothing but the strategy's plain commands on the wire (GET, SET, WATCH, MULTI, EXEC, EVAL,
 * INCRBY): no recorder, no versions, no idempotency key. It shows that money is lost without the recorder, too.
 * A finished write is acknowledged with `true`.
 */
export function createBareAccount(
  tx: Transaction,
  { wire, balanceKey, resources }: BareContext,
  policy: Pick<AccountPolicy, 'noOverdraft' | 'maxAttempts'>,
): Account<true> {
  const keys = bareKeys(balanceKey)
  const number = (reply: Reply): number => {
    if (typeof reply !== 'string' || !/^-?\d+$/.test(reply)) throw new BalanceUnreadable(reply)
    return Number(reply)
  }
  const setCommand = (balance: number): Command => ['SET', keys.balance, String(balance)]
  const incrByCommand = (amount: number): Command => ['INCRBY', keys.balance, String(amount)]
  const ask: Ask = (command) => wire.command(command)
  /** The lock and the fence expire like the balance, even if this process is killed before it removes them. */
  const keeping = (script: Promise<Reply>) => script.finally(() => keepWithRoom(ask, keys))
  const verbs = (ask: Ask): Verbs<true> => ({
    get: async (): Promise<Seen> => ({
      balance: number(await ask(['GET', keys.balance])),
      version: 0,
      at: 0,
    }),
    set: async (balance) => {
      await ask(setCommand(balance))
      return true
    },
    setIfEq: async (balance, seen) =>
      (await ask([...setCommand(balance), 'IFEQ', String(seen.balance)])) === null ? 'conflict' : true,
    incrBy: async (amount) => {
      await ask(incrByCommand(amount))
      return true
    },
    eval: async (script, ...args) => {
      const all = [keys.balance, keys.version, keys.lock, keys.fence]
      const sent = ask(['EVAL', script, String(all.length), ...all, ...args.map(String)])
      const answer = mayUseLock(script) ? await keeping(sent) : await sent
      return answer === 'conflict' || answer === 'rejected' ? answer : true
    },
  })
  const block = (lease: Lease, command: Command) => ({
    exec: async (): Promise<true | 'conflict'> =>
      (await lease.multi([command])) === 'conflict' ? 'conflict' : true,
  })
  const leased = (lease: Lease): LeasedAccount<true> => ({
    ...verbs((command) => lease.command(command)),
    watch: () => lease.watch([keys.balance]),
    multi: () => ({
      set: (balance) => block(lease, setCommand(balance)),
      incrBy: (amount) => block(lease, incrByCommand(amount)),
    }),
  })
  return {
    ...verbs(ask),
    withoutKey: verbs(ask),
    floor: floorOf(policy),
    maxAttempts: policy.maxAttempts,
    mutex: resources.mutex,
    key: (name) => createOwnKey(ask, ownKey(keys.balance, checkedName(name))),
    async time() {
      const [seconds, micros] = (await ask(['TIME'])) as [string, string]
      return Number(seconds) * 1000 + Math.floor(Number(micros) / 1000)
    },
    takeBack: async () => {
      await ask(incrByCommand(-tx.amount))
      return true
    },
    lock: {
      set: async (token, ttlMs = UNENDING_MS) =>
        (await ask(['SET', keys.lock, token, 'NX', 'PX', String(ttlMs)])) === 'OK',
      del: async () => {
        await ask(['DEL', keys.lock])
      },
      expire: async (ttlMs) => (await ask(['PEXPIRE', keys.lock, String(ttlMs)])) === 1,
      pttl: async () => ownTtl(Number(await ask(['PTTL', keys.lock]))),
      eval: async (script, ...args) => {
        return keeping(ask(['EVAL', script, '2', keys.lock, keys.fence, ...args.map(String)]))
      },
    },
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
