import { z } from 'zod'
import { MATRIX_ANOMALIES, type MatrixAnomaly, type MatrixPlace, PLACES } from './anomaly.ts'
import { PLAIN_SCENARIO } from './plain-scenario.ts'
import type { Scenario } from './scenario.ts'

const Verdict = z.enum(['never', 'possible'])
const Placed = z.union([Verdict, z.strictObject({ oneNode: Verdict, manyNodes: Verdict })])

/** What a strategy states about itself. The explorer confirms every statement, the good and the bad. */
export const Claims = z.strictObject({
  lostUpdate: Placed.describe('An acknowledged update is not in the balance.'),
  overdraft: Placed.describe('A withdrawal goes below zero although the room refuses that.'),
  doubleApply: Placed.describe('A transaction is in the balance twice.'),
  wrongAmount: Placed.default('never').describe(
    'A write changes the balance by something other than its amount.',
  ),
  falseRefusal: Placed.default('never').describe(
    'A transaction is refused although the balance covered it all the while.',
  ),
  refusedInBalance: Placed.default('never').describe(
    'A transaction is refused and is in the balance all the same.',
  ),
  hangs: Placed.default('never').describe('A transaction waits for something that never happens.'),
  starvation: Placed.describe('A transaction gives up because others were always faster.'),
  because: z.string().describe('Why, in a sentence without a full stop.'),
})
export type Claims = z.infer<typeof Claims>
/** As a strategy's file states them. */
export type StatedClaims = z.input<typeof Claims>

const FIELD = {
  'lost-update': 'lostUpdate',
  overdraft: 'overdraft',
  'double-apply': 'doubleApply',
  'wrong-amount': 'wrongAmount',
  'false-refusal': 'falseRefusal',
  'refused-in-balance': 'refusedInBalance',
  hangs: 'hangs',
  starvation: 'starvation',
} as const satisfies Record<MatrixAnomaly, Exclude<keyof Claims, 'because'>>

/** One cell of the matrix: an anomaly, on one node or on several, and what is claimed of it. */
export interface ClaimCell {
  anomaly: MatrixAnomaly
  place: MatrixPlace
  /** Absent when the strategy claims nothing. */
  claimed?: 'never' | 'possible'
}

/** The cells of one strategy's row. */
export function cellsOf(stated?: StatedClaims): ClaimCell[] {
  const claims = stated && Claims.parse(stated)
  return MATRIX_ANOMALIES.flatMap((anomaly) =>
    PLACES.map((place): ClaimCell => {
      const placed = claims?.[FIELD[anomaly]]
      if (placed === undefined) return { anomaly, place }
      return { anomaly, place, claimed: typeof placed === 'object' ? placed[place] : placed }
    }),
  )
}

/** What decides which scenarios are tried. It is found by running the strategy, never from its text. */
export interface ClaimTraits {
  /** It takes a lock, or sets a key of its own, with a TTL. */
  expires: boolean
}

const STANDARD = {} satisfies Partial<Scenario>
const RULE = { transactions: [-60, -60], overdraft: 'refused' } satisfies Partial<Scenario>
const REPLY = { transactions: [50, -20], lostReplies: 1 } satisfies Partial<Scenario>
// n other transactions use up a bound of n attempts; one is enough to show it.
const ATTEMPT = { attempts: 1 } satisfies Partial<Scenario>
const CRASH = { crashes: 1 } satisfies Partial<Scenario>
const EXPIRY = { lockExpiries: 1 } satisfies Partial<Scenario>
// Two on one node and one on another: a strategy that is safe with two transactions may not be with three.
const THREE = { transactions: [50, -50, 10], attempts: 1 } satisfies Partial<Scenario>

/** The scenario in which each anomaly shows best, if it can happen. */
const FIRST: Record<MatrixAnomaly, Partial<Scenario>> = {
  'lost-update': STANDARD,
  overdraft: RULE,
  'double-apply': REPLY,
  'wrong-amount': STANDARD,
  'false-refusal': RULE,
  'refused-in-balance': RULE,
  hangs: CRASH,
  starvation: ATTEMPT,
}

/** The scenarios that are tried for a cell, the one that shows it best first. The same for every strategy. */
export function scenariosOf(
  { anomaly, place }: Pick<ClaimCell, 'anomaly' | 'place'>,
  { expires }: ClaimTraits,
): Scenario[] {
  const first = FIRST[anomaly]
  const all = [STANDARD, ...(expires ? [EXPIRY] : []), RULE, REPLY, CRASH, ATTEMPT]
  const some = place === 'manyNodes' ? [...all, THREE] : all
  return [first, ...some.filter((one) => one !== first)].map((one) => ({
    ...PLAIN_SCENARIO,
    ...one,
    nodes: place === 'oneNode' ? 1 : 2,
  }))
}
