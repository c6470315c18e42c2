import type { Transaction } from '../../shared/journal.ts'
import type { StatedClaims } from '../../shared/proof/claims.ts'
import type { Reply } from '../redis/wire.ts'

/** The result of one read of the account: one plain `MGET balance version`. `at` in milliseconds on Redis' clock. */
export interface Seen {
  balance: number
  version: number
  at: number
}

/**
 * The account in Redis, as strategies see it. The verbs mirror the commands and send them through the room's Redis
 * library. `R` is the receipt of a finished write; a strategy returns it unchanged. A write answers `conflict` when it
 * was refused because another transaction had written, and `rejected` when the room's rule forbids it.
 */
export interface Verbs<R> {
  /** `MGET balance version`. Throws `BalanceUnreadable` when the balance is not a whole number. */
  get(): Promise<Seen>
  /**
   * `SET balance`. `seen` is the read that the new balance was computed from: an answer of `get` to this transaction.
   * Throws `NotSeen` for any other.
   */
  set(balance: number, seen: Seen): Promise<R | 'conflict'>
  /**
   * `SET balance IFEQ seen.balance`: `conflict` when the balance has changed since. Only where Redis has the option:
   * see `needs` of `Strategy`.
   */
  setIfEq(balance: number, seen: Seen): Promise<R | 'conflict'>
  /** `INCRBY balance`. */
  incrBy(amount: number): Promise<R | 'conflict'>
  /**
   * `EVAL` of a Lua script. It gets four keys and no others: `KEYS[1]` the balance, `KEYS[2]` the version, `KEYS[3]`
   * the lock, `KEYS[4]` the fence; and the arguments as `ARGV`. It writes the balance and returns nothing, or returns
   * 'conflict' or 'rejected' and the balance stays as it was. Throws `ScriptFailed` when the script fails or returns
   * anything else, `WroteNothing` when it returns nothing and has not written the balance.
   */
  eval(script: string, ...args: number[]): Promise<R | 'conflict' | 'rejected'>
}

export interface Account<R> extends Verbs<R> {
  /**
   * The lowest balance a withdrawal may leave: 0 when the room refuses overdrafts, else far below. It is not enforced:
   * the strategy must check it and answer `rejected`.
   */
  readonly floor: number
  /** How many attempts a strategy may make. */
  readonly maxAttempts: number
  /** Runs `work` on an exclusive connection, for WATCH and MULTI, and returns the connection to the pool at the end. */
  lease<T>(work: (connection: LeasedAccount<R>) => Promise<T>): Promise<T>
  /** Runs `work` on the one connection that all transactions of the room on this node share. */
  shared<T>(work: (connection: LeasedAccount<R>) => Promise<T>): Promise<T>
  /** A lock in the memory of this process. `acquire` resolves with the function that releases it. */
  readonly mutex: Mutex
  /** The room's lock key in Redis. Only strategies that use it are kept out by it. */
  readonly lock: LockKey
  /**
   * A key of the strategy's own. All transactions of the room's epoch share it, on every node; it is gone with the
   * epoch. A name has 1 to 40 characters: a-z, 0-9 and dashes.
   */
  key(name: string): OwnKey
  /** `TIME`, in milliseconds: the clock of Redis. */
  time(): Promise<number>
  /**
   * `INCRBY` of the opposite amount: takes this transaction's booking back, so that it ends as `rejected`. Works only
   * while the strategy runs, and only for a strategy with `takesBack`; otherwise it writes nothing and answers the
   * outcome in force. Throws `ScriptFailed` when nothing is booked.
   */
  takeBack(): Promise<R | 'conflict'>
  /** The same account without the idempotency key: a transaction that is already booked is booked again. */
  readonly withoutKey: Verbs<R>
}

export interface Mutex {
  acquire(): Promise<() => void>
}

export interface LockKey {
  /** `SET lock token NX PX ttl`, or without a TTL `SET lock token NX`: false when the lock is taken. */
  set(token: string, ttlMs?: number): Promise<boolean>
  /** `DEL lock`, also when another transaction holds it. */
  del(): Promise<void>
  /** `PEXPIRE lock ttl`, also when another transaction holds it: false when the lock is free. */
  expire(ttlMs: number): Promise<boolean>
  /** `PTTL lock`: −1 without a TTL, −2 when the lock is free. */
  pttl(): Promise<number>
  /** `EVAL`: a Lua script with `KEYS[1]` the lock and `KEYS[2]` the fence. It must not touch the account. */
  eval(script: string, ...args: (string | number)[]): Promise<Reply>
}

/** The commands for a key of the strategy's own. Times in milliseconds; no key outlives the room. */
export interface OwnKey {
  /** `GET` */
  get(): Promise<string | null>
  /** `SET [NX] [PX ttl]`: false when `NX` found a value. */
  set(value: string | number, options?: { nx?: boolean; px?: number }): Promise<boolean>
  /** `DEL`: whether the key existed. */
  del(): Promise<boolean>
  /** `INCR` */
  incr(): Promise<number>
  /** `PEXPIRE`: false when the key does not exist. */
  expire(ttlMs: number): Promise<boolean>
  /** `HGET` */
  hget(field: string): Promise<string | null>
  /** `HSET` */
  hset(field: string, value: string | number): Promise<void>
}

export interface LeasedAccount<R> extends Verbs<R> {
  /** `WATCH balance version`. */
  watch(): Promise<void>
  /** `MULTI`: a block that holds one write, sent by `exec`, which answers `conflict` when a watched key changed. */
  multi(): Block<R>
}

export interface Block<R> {
  set(balance: number, seen: Seen): { exec(): Promise<R | 'conflict'> }
  incrBy(amount: number): { exec(): Promise<R | 'conflict'> }
}

/**
 * The one seam inside a strategy: a call waits, and other transactions may run meanwhile. The points:
 * `read`: the account was read, the write comes next. `think`: a pause before an operation that reads and writes at
 * once. `backoff`: the write was refused; wait before the next attempt. `blocked`: another transaction holds the lock;
 * wait, then try again; with a promise, wait for that promise and answer its value. `renew`: a timer that keeps a lock
 * alive waits for its next turn.
 * In a room `read` and `think` wait the think time; in the explorer and in tests the schedule decides.
 * Throws `LockWaitUsedUp` when it has been blocked for too long.
 */
export interface Step {
  (point: 'read', seen: Seen): Promise<void>
  (point: 'think' | 'backoff' | 'blocked' | 'renew'): Promise<void>
  <T>(point: 'blocked', free: Promise<T>): Promise<T>
}

/** How one transaction turns into Redis commands. One file in `strategies/`; the id is the file's name. */
export interface Strategy {
  title: string
  /** Optional for a participant's own strategy. */
  claims?: StatedClaims
  /** What a room must set so that people see it fail, as an order to the host: "set the delay above 3 s". */
  toSee?: string
  /** A command that not every Redis has. Where it is missing, the strategy cannot be chosen. */
  needs?: 'set-ifeq'
  /** The file name, for messages. Only a participant's own strategy has it. */
  file?: string
  /** It may call `takeBack`. Its bookings stay open until `update` has ended, which costs one more command each. */
  takesBack?: boolean
  update<R>(
    account: Account<R>,
    tx: Transaction,
    step: Step,
  ): Promise<R | 'conflict' | 'rejected' | 'gave-up'>
  /** A copy with a separate memory, as another process would have. A strategy without it remembers nothing. */
  fresh?(): Strategy
  /** Resolves when the strategy cannot go on by itself: it waits for an answer, or for another transaction. */
  idle?(): Promise<void>
}

/** The balance is not a whole number: a write from outside has changed it. */
export class BalanceUnreadable extends Error {
  constructor(found: unknown) {
    super(
      `the balance is ${found === null ? 'missing' : `not a whole number: ${String(found).slice(0, 40)}`}`,
    )
    this.name = 'BalanceUnreadable'
  }
}

/**
 * A strategy has used the account wrongly. For a participant's own strategy `at` is the place in its file, such as
 * `my-fix.ts:7`, and the message begins with that.
 */
export abstract class StrategyMistake extends Error {
  at?: string

  locate(at: string): void {
    if (this.at !== undefined) return
    this.at = at
    this.message = `${at}: ${this.message}`
  }
}

/** The `seen` that `set` got is no answer of `get` to this transaction. */
export class NotSeen extends StrategyMistake {
  constructor({ balance, version }: Pick<Seen, 'balance' | 'version'>) {
    super(
      `set got a seen with balance ${balance} and version ${version}, which get() has not answered to this transaction. Pass the answer of get() unchanged.`,
    )
    this.name = 'NotSeen'
  }
}

/** The strategy's script failed, or returned a value that it must not return. Nothing was written. */
export class ScriptFailed extends StrategyMistake {
  override readonly name = 'ScriptFailed'
}

/** The strategy's script returned nothing, which means a booking, but did not write the balance. Nothing is booked. */
export class WroteNothing extends StrategyMistake {
  constructor() {
    super(
      'the script returned nothing, which means a booking, but it has not written the balance: nothing is booked',
    )
    this.name = 'WroteNothing'
  }
}

/** Another transaction has held the lock for too long. */
export class LockWaitUsedUp extends Error {
  constructor() {
    super('waited too long for the lock')
    this.name = 'LockWaitUsedUp'
  }
}
