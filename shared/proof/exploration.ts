import type { Anomaly } from './anomaly.ts'
import type { Scenario } from './scenario.ts'

/**
 * A schedule names one interleaving: a character per act. `1` to `6`: that transaction takes its next step. `!` after
 * it: the step is carried out and its reply is lost. `~` after it: its timer takes its next step (`step('renew')`).
 * `x`: the lock expires; `y` and `z`: the first and second of the strategy's own keys with a TTL, by name, expire. `A`
 * to `F`: that node crashes. So `1122` is P1 to its end, then P2.
 */
export type Schedule = string

/** How one interleaving ended. */
export interface Ending {
  schedule: Schedule
  /** The interleaving is safe when none of them `isUnsafe`. */
  anomalies: Anomaly[]
  balance: number
  expected: number
  /** Acknowledged transactions that are not in the balance, by number. */
  lost: number[]
  /** The journal cannot tell what a write built on, and the other possibility has other anomalies. */
  either?: true
  /** Transactions that were not applied, and how each of them ended; absent when all were applied. */
  unapplied?: { process: number; outcome: Exclude<ProcessOutcome['outcome'], 'applied'> }[]
}

/** One row of a step table. */
export interface StepRow {
  /** 1 to 6; 0 is the clock (a lock that expires), or a node that crashes. */
  process: number
  /** For people: `GET 100`, `SET −50`, `EXEC refused`, `SET NX taken`. */
  text: string
  /** The reply never arrived. */
  replyLost?: true
  /** The version this step wrote. */
  version?: number
  /** The version whose write overwrote it. */
  lostBy?: number
}

/** What became of one transaction. */
export interface ProcessOutcome {
  process: number
  node: string
  amount: number
  /** `hung`: it waits for something that never happens; a room makes it give up after 15 seconds. */
  outcome: 'applied' | 'rejected' | 'gave-up' | 'failed' | 'hung'
  why?: string
  /** How often it is in the balance. */
  booked: number
  /** What that did to the balance; its amount when all is well. */
  effect: number
  /** It was applied, but its player was never told: the reply was lost, or its node crashed. */
  untold?: true
  /** It was refused although the balance covered it all the while. */
  falselyRefused?: true
}

/** One interleaving, step by step. */
export interface Played extends Ending {
  steps: StepRow[]
  outcomes: ProcessOutcome[]
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
  /** How many are safe: none of their anomalies `isUnsafe`. */
  safe: number
  /** How many endings have `either`. */
  either: number
  /** Final balances with counts, most frequent first. */
  balances: [balance: number, count: number][]
  /** The verbs of the account that the strategy used. */
  verbs: string[]
  /** A lock, or a key of the strategy's own, had a TTL. */
  expires: boolean
  /** A command that asked again with the same answer was not tried until something changed: such orders count as one. */
  polls?: true
  /** Advice for the strategy's author: a script answered a booking but wrote nothing. */
  wroteNothing?: string
  /** Only a sample was run: about how many interleavings there are, and the seed of the sample. */
  sampled?: { estimate: number; seed: number }
  /** Why the search broke off: the strategy fails, or behaves differently each time. */
  problem?: string
}
