import type { Account, LeasedAccount, Seen, Verbs } from './account.ts'

/** One command of a strategy on its way to Redis, as people write it. */
export interface Call {
  verb: 'GET' | 'SET' | 'INCRBY' | 'EVAL' | 'WATCH' | 'EXEC' | 'SET NX' | 'DEL' | 'EVAL lock'
  /** Of the account: `get` and the writes. The others are about the lock or the connection. */
  writes: boolean
  /** What a SET would write, or an INCRBY add. */
  value?: number
}

/** Does what it likes before and after the command, and answers what the strategy is to be told. */
export type Around = <T>(call: Call, run: () => Promise<T>) => Promise<T>

/** The same account, with something around every command. Connections and the mutex are no commands. */
export function createInterceptedAccount<R>(account: Account<R>, around: Around): Account<R> {
  const verbs = (inner: Verbs<R>): Verbs<R> => ({
    get: () => around({ verb: 'GET', writes: false }, () => inner.get()),
    set: (value, seen) => around({ verb: 'SET', writes: true, value }, () => inner.set(value, seen)),
    incrBy: (value) => around({ verb: 'INCRBY', writes: true, value }, () => inner.incrBy(value)),
    eval: (script, ...args) => around({ verb: 'EVAL', writes: true }, () => inner.eval(script, ...args)),
  })
  const leased = (inner: LeasedAccount<R>): LeasedAccount<R> => ({
    ...verbs(inner),
    watch: () => around({ verb: 'WATCH', writes: false }, () => inner.watch()),
    multi: () => {
      const block = inner.multi()
      const exec = (value: number, queued: { exec(): Promise<R | 'conflict'> }) => ({
        exec: () => around({ verb: 'EXEC', writes: true, value }, () => queued.exec()),
      })
      return {
        set: (value: number, seen: Seen) => exec(value, block.set(value, seen)),
        incrBy: (value: number) => exec(value, block.incrBy(value)),
      }
    },
  })
  const { lock } = account
  return {
    ...verbs(account),
    floor: account.floor,
    maxAttempts: account.maxAttempts,
    mutex: account.mutex,
    withoutKey: verbs(account.withoutKey),
    lock: {
      set: (token, ttlMs) => around({ verb: 'SET NX', writes: false }, () => lock.set(token, ttlMs)),
      del: () => around({ verb: 'DEL', writes: false }, () => lock.del()),
      eval: (script, ...args) =>
        around({ verb: 'EVAL lock', writes: false }, () => lock.eval(script, ...args)),
    },
    lease: (work) => account.lease((connection) => work(leased(connection))),
    shared: (work) => account.shared((connection) => work(leased(connection))),
  }
}
