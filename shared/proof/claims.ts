import { z } from 'zod'
import { ANOMALIES, type Anomaly, PLACES, type Place } from './anomaly.ts'
import { PLAIN } from './plain.ts'
import { Scenario } from './scenario.ts'

const Verdict = z.enum(['never', 'possible'])
/** What a strategy says of one anomaly: the verdict, and where the standard scenario does not show it, which one does. */
const Claim = z.union([Verdict, z.strictObject({ is: Verdict, in: Scenario.partial() })])
const Placed = z.union([Claim, z.strictObject({ oneNode: Claim, manyNodes: Claim })])

/** What a strategy says of itself. The explorer confirms every word of it, the good and the bad. */
export const Claims = z.strictObject({
  lostUpdate: Placed.describe('An acknowledged update is not in the balance.'),
  overdraft: Placed.describe('A withdrawal goes below zero although the room refuses that.'),
  doubleApply: Placed.describe('A transaction is in the balance twice.'),
  starvation: Placed.describe('A transaction gives up because others were always faster.'),
  because: z.string().describe('Why, in a sentence without a full stop.'),
})
export type Claims = z.infer<typeof Claims>

/** One cell of the matrix: what is claimed, and the scenario in which the explorer looks. */
export interface Cell {
  anomaly: Anomaly
  place: Place
  /** Absent when the strategy claims nothing. */
  claimed?: 'never' | 'possible'
  scenario: Scenario
}

/** Where each anomaly shows if it can at all. */
const STANDARD: Record<Anomaly, Partial<Scenario>> = {
  'lost-update': {},
  overdraft: { transactions: [-60, -60], overdraft: 'refused' },
  'double-apply': { transactions: [50, -20], lostReplies: 1 },
  // A bound of n tries is used up by n others; one shows it.
  starvation: { attempts: 1 },
}

const FIELD = {
  'lost-update': 'lostUpdate',
  overdraft: 'overdraft',
  'double-apply': 'doubleApply',
  starvation: 'starvation',
} as const satisfies Record<Anomaly, keyof Claims>

const parts = (claim: z.infer<typeof Claim>) => (typeof claim === 'string' ? { is: claim, in: {} } : claim)

/** The cells of one strategy's row. Without claims: the standard scenarios. */
export function cellsOf(claims?: Claims): Cell[] {
  return ANOMALIES.flatMap((anomaly) =>
    PLACES.map((place): Cell => {
      const standard = { ...PLAIN, ...STANDARD[anomaly], nodes: place === 'oneNode' ? 1 : 2 }
      const placed = claims?.[FIELD[anomaly]]
      if (placed === undefined) return { anomaly, place, scenario: standard }
      const claim = parts(typeof placed === 'object' && 'oneNode' in placed ? placed[place] : placed)
      return { anomaly, place, claimed: claim.is, scenario: { ...standard, ...claim.in } as Scenario }
    }),
  )
}
