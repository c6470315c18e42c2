import type { Anomaly } from './anomaly.ts'
import type { Scenario } from './scenario.ts'

/**
 * A schedule names one interleaving: a character per act. `1` to `6`: that transaction takes its next step. `!` after
 * it: the step is carried out and its reply is lost. `x`: the lock expires. So `1122` is P1 to its end, then P2.
 */
export type Schedule = string

/** How one interleaving ended. */
export interface Ending {
  schedule: Schedule
  /** None: it is safe. */
  anomalies: Anomaly[]
  balance: number
  expected: number
  /** Acknowledged transactions that are not in the balance, by number. */
  lost: number[]
}

/** One row of a step table. */
export interface StepRow {
  /** 1 to 6; 0 is the clock (a lock that expires). */
  process: number
  /** For people: `GET 100`, `SET −50`, `EXEC refused`, `SET NX taken`. */
  text: string
  /** The reply never arrived. */
  replyLost?: true
  /** The version this step wrote. */
  version?: number
  /** That version was overwritten, by the step that wrote this version. */
  lostBy?: number
}

/** What became of one transaction. */
export interface Outcome {
  process: number
  node: string
  amount: number
  outcome: 'applied' | 'rejected' | 'gave-up' | 'failed'
  why?: string
  /** How often it is in the balance. */
  booked: number
}

/** One interleaving, step by step. */
export interface Played extends Ending {
  steps: StepRow[]
  outcomes: Outcome[]
  /** What happened, in a sentence: `P2's −150 is lost, overwritten by P1.` */
  sentence: string
}

/** What the search has found so far, or in the end. */
export interface Exploration {
  strategy: string
  scenario: Scenario
  /** Every interleaving was run. Only then do the counts speak for the scenario as a whole. */
  complete: boolean
  /** Interleavings run. */
  schedules: number
  /** How many of them lose an update. */
  losing: number
  /** How many have each anomaly, and the shortest schedule that does. */
  anomalies: Record<Anomaly, { count: number; shortest?: Schedule }>
  /** How many have none of them. */
  safe: number
  /** Final balances with counts, most frequent first. */
  balances: [balance: number, count: number][]
  /** Too many to run all: about how many there are, and the seed the sample was drawn with. */
  sampled?: { estimate: number; seed: number }
  /** Why the search broke off: the strategy hangs, or is not the same each time. */
  problem?: string
}
