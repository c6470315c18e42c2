import { type Account, BalanceUnreadable, type Seen, type Verbs } from './account.ts'
import type { Command, Lease, Reply, Wire } from './wire.ts'

type Send = (command: Command) => Promise<Reply>

/**
 * The account with nothing but the strategy's plain commands on the wire (GET, SET, WATCH, MULTI, EXEC, EVAL,
 * INCRBY): no recorder, no versions. It shows that the recorder is not what loses the money.
 * A finished write is acknowledged with `true`.
 */
export function createBareAccount(wire: Wire, balanceKey: string): Account<true> {
  const number = (reply: Reply): number => {
    if (typeof reply !== 'string' || !/^-?\d+$/.test(reply)) throw new BalanceUnreadable(reply)
    return Number(reply)
  }
  // Named for scripts that look at it; nothing ever writes it, so every version is 0.
  const versionKey = `${balanceKey}:version`
  const setCommand = (balance: number): Command => ['SET', balanceKey, String(balance)]
  const incrByCommand = (amount: number): Command => ['INCRBY', balanceKey, String(amount)]
  const verbs = (send: Send): Verbs<true> => ({
    get: async (): Promise<Seen> => ({ balance: number(await send(['GET', balanceKey])), version: 0, at: 0 }),
    set: async (balance) => {
      await send(setCommand(balance))
      return true
    },
    incrBy: async (amount) => {
      await send(incrByCommand(amount))
      return true
    },
    eval: async (script, ...args) =>
      (await send(['EVAL', script, '2', balanceKey, versionKey, ...args.map(String)])) === 'conflict'
        ? 'conflict'
        : true,
  })
  const block = (lease: Lease, command: Command) => ({
    exec: async (): Promise<true | 'conflict'> =>
      (await lease.multi([command])) === 'conflict' ? 'conflict' : true,
  })
  return {
    ...verbs((command) => wire.command(command)),
    async lease(work) {
      const lease = await wire.lease()
      try {
        return await work({
          ...verbs((command) => lease.command(command)),
          watch: () => lease.watch([balanceKey]),
          multi: () => ({
            set: (balance) => block(lease, setCommand(balance)),
            incrBy: (amount) => block(lease, incrByCommand(amount)),
          }),
        })
      } finally {
        await lease.release()
      }
    },
  }
}
