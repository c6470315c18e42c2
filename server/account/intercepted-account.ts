import type { Account, LeasedAccount, OwnKey, Seen, Verbs } from './account.ts'

/** One command of a strategy on its way to Redis, under the name that people read. */
export interface AccountCall {
  verb:
    | ('GET' | 'SET' | 'SET IFEQ' | 'INCRBY' | 'EVAL' | 'WATCH' | 'EXEC' | 'TAKE BACK')
    | ('SET NX' | 'DEL' | 'EXPIRE' | 'PTTL' | 'EVAL lock')
    | ('KEY GET' | 'KEY SET' | 'KEY DEL' | 'KEY INCR' | 'KEY EXPIRE' | 'KEY HGET' | 'KEY HSET' | 'TIME')
  /** Whether the command may write the balance. */
  writes: boolean
  /** The balance that a SET would write, or the amount that an INCRBY would add. */
  value?: number
  /** The name of a key of the strategy's own. */
  key?: string
  /** The rest that tells it apart from other commands of its verb: a script, arguments. */
  about?: string
  /** The requested TTL, in milliseconds. */
  ttlMs?: number
}

/** Called around each command. It may act before and after `run`, and answers the strategy. */
export type Around = <T>(call: AccountCall, run: () => Promise<T>) => Promise<T>

/** The same account with `around` called for every command, but not for connections and the mutex. */
export function createInterceptedAccount<R>(account: Account<R>, around: Around): Account<R> {
  const verbs = (inner: Verbs<R>): Verbs<R> => ({
    get: () => around({ verb: 'GET', writes: false }, () => inner.get()),
    set: (value, seen) => around({ verb: 'SET', writes: true, value }, () => inner.set(value, seen)),
    setIfEq: (value, seen) =>
      around({ verb: 'SET IFEQ', writes: true, value, about: String(seen.balance) }, () =>
        inner.setIfEq(value, seen),
      ),
    incrBy: (value) => around({ verb: 'INCRBY', writes: true, value }, () => inner.incrBy(value)),
    eval: (script, ...args) =>
      around({ verb: 'EVAL', writes: true, about: JSON.stringify([script, args]) }, () =>
        inner.eval(script, ...args),
      ),
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
  const own = (key: string): OwnKey => {
    const inner = account.key(key)
    const about = (verb: AccountCall['verb'], ...what: unknown[]): AccountCall => ({
      verb,
      writes: false,
      key,
      ...(what.length > 0 && { about: JSON.stringify(what) }),
    })
    return {
      get: () => around(about('KEY GET'), () => inner.get()),
      set: (value, options = {}) =>
        around(
          { ...about('KEY SET', value, options), ...(options.px !== undefined && { ttlMs: options.px }) },
          () => inner.set(value, options),
        ),
      del: () => around(about('KEY DEL'), () => inner.del()),
      incr: () => around(about('KEY INCR'), () => inner.incr()),
      expire: (ttlMs) => around({ ...about('KEY EXPIRE'), ttlMs }, () => inner.expire(ttlMs)),
      hget: (field) => around(about('KEY HGET', field), () => inner.hget(field)),
      hset: (field, value) => around(about('KEY HSET', field, value), () => inner.hset(field, value)),
    }
  }
  return {
    ...verbs(account),
    floor: account.floor,
    maxAttempts: account.maxAttempts,
    mutex: account.mutex,
    withoutKey: verbs(account.withoutKey),
    lock: {
      set: (token, ttlMs) =>
        around({ verb: 'SET NX', writes: false, about: token, ...(ttlMs !== undefined && { ttlMs }) }, () =>
          lock.set(token, ttlMs),
        ),
      expire: (ttlMs) => around({ verb: 'EXPIRE', writes: false, ttlMs }, () => lock.expire(ttlMs)),
      pttl: () => around({ verb: 'PTTL', writes: false }, () => lock.pttl()),
      del: () => around({ verb: 'DEL', writes: false }, () => lock.del()),
      eval: (script, ...args) =>
        around({ verb: 'EVAL lock', writes: false, about: JSON.stringify([script, args]) }, () =>
          lock.eval(script, ...args),
        ),
    },
    key: own,
    time: () => around({ verb: 'TIME', writes: false }, () => account.time()),
    takeBack: () => around({ verb: 'TAKE BACK', writes: true }, () => account.takeBack()),
    lease: (work) => account.lease((connection) => work(leased(connection))),
    shared: (work) => account.shared((connection) => work(leased(connection))),
  }
}
