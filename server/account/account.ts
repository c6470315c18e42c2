import type { Transaction } from '../../shared/journal.ts'
import type { StatedClaims } from '../../shared/proof/claims.ts'
import type { Reply } from '../redis/wire.ts'

/** What one read of the account told: one plain `MGET balance version`. `at` in milliseconds on Redis' clock. */
export interface Seen {
  balance: number
  version: number
  at: number
}

/**
 * The account in Redis, as strategies see it. The verbs mirror the commands and send them through the room's Redis
 * library. `R` is what a finished write is acknowledged with; strategies only hand it on. A write answers `conflict`
 * when it was refused because somebody else had written, `rejected` when the room's rule forbids it.
 */
export interface Verbs<R> {
  /** `MGET balance version`. Throws `BalanceUnreadable` when the balance is not a whole number. */
  get(): Promise<Seen>
  /**
   * `SET balance`: the write that was computed from what was `seen`, which `get` has told this transaction. Throws
   * `NotSeen` for any other.
   */
  set(balance: number, seen: Seen): Promise<R | 'conflict'>
  /**
   * `SET balance IFEQ seen.balance`: `conflict` when the balance is another one by now. Only where Redis has it: see
   * `needs` of `Strategy`.
   */
  setIfEq(balance: number, seen: Seen): Promise<R | 'conflict'>
  /** `INCRBY balance`. */
  incrBy(amount: number): Promise<R | 'conflict'>
  /**
   * `EVAL`: a Lua script with `KEYS[1]` the balance, `KEYS[2]` the version, `KEYS[3]` the lock, `KEYS[4]` the fence
   * and `ARGV` the arguments, and no others. It writes the balance and returns nothing, or it returns 'conflict' or
   * 'rejected' and nothing is written. Throws `ScriptFailed` when it fails or returns anything else, `WroteNothing`
   * when it returns nothing and has left the balance unwritten.
   */
  eval(script: string, ...args: number[]): Promise<R | 'conflict' | 'rejected'>
}

export interface Account<R> extends Verbs<R> {
  /**
   * The lowest balance a withdrawal may leave: 0 when the room refuses overdrafts, else far below. Nobody enforces it:
   * a strategy looks itself and answers `rejected`.
   */
  readonly floor: number
  /** How often a strategy may try. */
  readonly maxAttempts: number
  /** Runs `work` on a connection of its own, for WATCH and MULTI. It is given back whatever happens. */
  lease<T>(work: (connection: LeasedAccount<R>) => Promise<T>): Promise<T>
  /** The one connection that all transactions of the room on this node share. */
  shared<T>(work: (connection: LeasedAccount<R>) => Promise<T>): Promise<T>
  /** A lock in the memory of this process: it resolves with the function that releases it. */
  readonly mutex: Mutex
  /** The room's lock key in Redis, for whoever wants to keep others out. */
  readonly lock: LockKey
  /**
   * A key of the strategy's own, shared by all transactions of the room's epoch on every node, and gone with it. A name
   * has 1 to 40 of a-z, 0-9 and dashes.
   */
  key(name: string): OwnKey
  /** `TIME`, in milliseconds: the clock of Redis. */
  time(): Promise<number>
  /**
   * `INCRBY` of the opposite amount: takes this transaction's booking back, so that it ends as `rejected`. Only while
   * its strategy runs, and only if that `takesBack`; later it writes nothing and answers the outcome in force. Throws
   * `ScriptFailed` when nothing is booked.
   */
  takeBack(): Promise<R | 'conflict'>
  /** The same account without the idempotency key: a transaction that was booked is booked again. */
  readonly withoutKey: Verbs<R>
}

export interface Mutex {
  acquire(): Promise<() => void>
}

export interface LockKey {
  /** `SET lock token NX PX ttl`, or without a TTL `SET lock token NX`: false when the lock is taken. */
  set(token: string, ttlMs?: number): Promise<boolean>
  /** `DEL lock`, whoever has it. */
  del(): Promise<void>
  /** `PEXPIRE lock ttl`, whichever transaction holds it: false when none does. */
  expire(ttlMs: number): Promise<boolean>
  /** `PTTL lock`: −1 without a TTL, −2 when the lock is free. */
  pttl(): Promise<number>
  /** `EVAL`: a Lua script with `KEYS[1]` the lock and `KEYS[2]` the fence. It must not touch the account. */
  eval(script: string, ...args: (string | number)[]): Promise<Reply>
}

/** What may be done with a key of the strategy's own. Times in milliseconds; none outlives the room. */
export interface OwnKey {
  /** `GET` */
  get(): Promise<string | null>
  /** `SET [NX] [PX ttl]`: false when NX found one. */
  set(value: string | number, options?: { nx?: boolean; px?: number }): Promise<boolean>
  /** `DEL`: whether there was one. */
  del(): Promise<boolean>
  /** `INCR` */
  incr(): Promise<number>
  /** `PEXPIRE`: false when there is none. */
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
 * The one seam inside a strategy. `read`: the account was read, the write comes next. `think`: a pause before an
 * operation that reads and writes at once. `backoff`: the write was refused, wait before the next attempt. `blocked`:
 * somebody has the lock, wait and look again; with a promise, wait for that. `renew`: a timer that keeps a lock alive
 * waits for its next time. Normally it waits the think time; the explorer and the tests decide otherwise. Throws `LockWaitUsedUp` when it has been blocked for too long.
 */
export interface Step {
  (point: 'read', seen: Seen): Promise<void>
  (point: 'think' | 'backoff' | 'blocked' | 'renew'): Promise<void>
  <T>(point: 'blocked', free: Promise<T>): Promise<T>
}

/** How one transaction turns into Redis commands. One file in `strategies/`; its id is the file's name. */
export interface Strategy {
  title: string
  /** A strategy of a workshop's participant need not claim anything. */
  claims?: StatedClaims
  /** A verb that not every Redis has; where it is missing, the strategy cannot be chosen. */
  needs?: 'set-ifeq'
  /** The file it stands in, for messages: a strategy of a workshop's participant has one. */
  file?: string
  /** It may call `takeBack`, so its bookings are open until it has ended, which costs one more command. */
  takesBack?: boolean
  update<R>(
    account: Account<R>,
    tx: Transaction,
    step: Step,
  ): Promise<R | 'conflict' | 'rejected' | 'gave-up'>
  /** A copy with a memory of its own, as another process would have it. Without it, it remembers nothing. */
  fresh?(): Strategy
  /** Resolves when nothing it could do by itself is left to do: it waits for an answer, or for another transaction. */
  idle?(): Promise<void>
}

/** The balance is not a whole number: somebody wrote it from outside. */
export class BalanceUnreadable extends Error {
  constructor(found: unknown) {
    super(
      `the balance is ${found === null ? 'missing' : `not a whole number: ${String(found).slice(0, 40)}`}`,
    )
    this.name = 'BalanceUnreadable'
  }
}

/**
 * The account was asked for what cannot be done: the strategy's mistake. Where the strategy stands in a file of its own,
 * `at` is the place in it, such as `my-fix.ts:7`, and the message begins with that.
 */
export abstract class StrategyMistake extends Error {
  at?: string

  locate(at: string): void {
    if (this.at !== undefined) return
    this.at = at
    this.message = `${at}: ${this.message}`
  }
}

/** What was handed to `set` is not what `get` has told this transaction. */
export class NotSeen extends StrategyMistake {
  constructor({ balance, version }: Pick<Seen, 'balance' | 'version'>) {
    super(
      `set was handed a balance of ${balance} in version ${version}, which get() has not told this transaction. Hand over what get() answered, as it is.`,
    )
    this.name = 'NotSeen'
  }
}

/** A script of the strategy's failed, or returned what it must not. Nothing was written. */
export class ScriptFailed extends StrategyMistake {
  override readonly name = 'ScriptFailed'
}

/** A script of the strategy's returned nothing, as after a booking, and left the balance unwritten. Nothing is booked. */
export class WroteNothing extends StrategyMistake {
  constructor() {
    super(
      'the script returned nothing, as after a booking, but it has not written the balance: nothing is booked',
    )
    this.name = 'WroteNothing'
  }
}

/** Somebody else has had the lock for too long. */
export class LockWaitUsedUp extends Error {
  constructor() {
    super('waited too long for the lock')
    this.name = 'LockWaitUsedUp'
  }
}
