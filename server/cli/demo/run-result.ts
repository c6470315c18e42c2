import type { Operation } from '../../../shared/history/operation.ts'
import type { Why } from '../../../shared/journal.ts'

/** A transaction of the demo. Its name is its player in the journal, too; each has one transaction a run. */
export interface Planned {
  name: string
  amount: number
}

/** A transaction that was not applied, so it is not expected in the balance. */
export interface Unapplied extends Planned {
  outcome: 'rejected' | 'gave-up' | 'failed'
  why: Why
}

/** A lost transaction and the write that overwrote it. */
export interface Loss extends Planned {
  by: Planned
}

/** A transaction, and what it did to the balance. */
export interface Effective extends Planned {
  effect: number
}

/** What the journal tells of a run. */
export interface Books {
  /** Acknowledged, and not in the balance; oldest write first. */
  lost: Loss[]
  /** In the balance more than once. */
  doubled: Planned[]
  /** Writes in the balance that did something else than their amount. */
  wrong: Effective[]
  /** Withdrawals that wrote less than nothing although that was refused; `effect` is what they left. */
  below: Effective[]
  /** Refused, and in the balance all the same. */
  refusedInBalance: Effective[]
  /** Refused although the balance covered it all the while. */
  falselyRefused: Planned[]
  /** The names of those that are in the balance. */
  kept: string[]
  /** What somebody outside did to the balance. */
  outside: number
  /** What none of the above explains of the difference between the balance and what was expected. */
  unexplained: number
  /** Attempts that were refused because somebody else had written, and made again. */
  refused: number
}

export interface RunResult {
  /** What GET said in the end. */
  balance: number
  /** Opening balance and every acknowledged amount, each transaction once. */
  expected: number
  unapplied: Unapplied[]
  /** Absent without the recorder, both. */
  books?: Books
  operations?: Operation[]
}
