import type { Operation } from '../../../shared/history/operation.ts'
import type { Why } from '../../../shared/journal.ts'

/** A transaction of the demo. Its name is also its player in the journal, with one transaction a run. */
export interface PlannedTransaction {
  name: string
  amount: number
}

/** A transaction that was not applied, so it is not expected in the balance. */
export interface UnappliedTransaction extends PlannedTransaction {
  outcome: 'rejected' | 'gave-up' | 'failed'
  why: Why
}

/** A lost transaction and the write that overwrote it. */
export interface LostTransaction extends PlannedTransaction {
  by: PlannedTransaction
}

/** A transaction and its effect on the balance. */
export interface WrongEffect extends PlannedTransaction {
  effect: number
}

/** What the journal of a run shows. */
export interface Books {
  /** Acknowledged, but not in the balance; oldest write first. */
  lost: LostTransaction[]
  /** In the balance more than once. */
  doubled: PlannedTransaction[]
  /** Writes in the balance whose effect is not their amount. */
  wrong: WrongEffect[]
  /** Withdrawals that wrote a balance below zero although overdrafts are refused; `effect` is that balance. */
  below: WrongEffect[]
  /** Refused, but in the balance. */
  refusedInBalance: WrongEffect[]
  /** Refused, although the balance covered them all the time. */
  falselyRefused: PlannedTransaction[]
  /** The names of the transactions that are in the balance. */
  kept: string[]
  /** The sum of the changes from outside. */
  outside: number
  /** The part of the difference from the expected balance that none of the above explains. */
  unexplained: number
  /** Attempts that were refused because another transaction had written, and then retried. */
  refused: number
}

export interface RunResult {
  /** The final balance, by GET. */
  balance: number
  /** The opening balance plus every acknowledged amount, each transaction once. */
  expected: number
  unapplied: UnappliedTransaction[]
  /** Both are absent without the recorder. */
  books?: Books
  operations?: Operation[]
}
