import type { Transaction } from '../../shared/journal.ts'
import type { Claim } from '../../shared/strategy-card.ts'

/** What one read of the account told: one plain `MGET balance version`. `at` in milliseconds on Redis' clock. */
export interface Seen {
  balance: number
  version: number
  at: number
}

/**
 * The account in Redis, as strategies see it. The verbs mirror the commands and send them through the room's Redis
 * library. `R` is what a finished write is acknowledged with; strategies only hand it on. A write answers `conflict`
 * when it was refused because somebody else had written.
 */
export interface Verbs<R> {
  /** `MGET balance version`. Throws `BalanceUnreadable` when the balance is not a whole number. */
  get(): Promise<Seen>
  /** `SET balance`: the write that was computed from what was `seen`. */
  set(balance: number, seen: Seen): Promise<R | 'conflict'>
  /** `INCRBY balance`. */
  incrBy(amount: number): Promise<R | 'conflict'>
  /**
   * `EVAL`: a Lua script with `KEYS[1]` the balance, `KEYS[2]` the version and `ARGV` the arguments. It writes the
   * balance itself, or returns 'conflict' and writes nothing.
   */
  eval(script: string, ...args: number[]): Promise<R | 'conflict'>
}

export interface Account<R> extends Verbs<R> {
  /** Runs `work` on a connection of its own, for WATCH and MULTI. It is given back whatever happens. */
  lease<T>(work: (connection: LeasedAccount<R>) => Promise<T>): Promise<T>
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
 * operation that reads and writes at once. `backoff`: the write was refused, wait before the next attempt.
 * Normally it waits the think time; the explorer and the tests decide otherwise.
 */
export type Step = (point: 'read' | 'think' | 'backoff', seen?: Seen) => Promise<void>

/** How one transaction turns into Redis commands. One file in `strategies/`; its id is the file's name. */
export interface Strategy {
  title: string
  claim: Claim
  update<R>(account: Account<R>, tx: Transaction, step: Step): Promise<R | 'conflict' | 'gave-up'>
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
