import { type Anomaly, isUnsafe } from '../../shared/proof/anomaly.ts'
import { ANOMALY_WORDS, GRAVEST_FIRST } from '../../shared/proof/anomaly-words.ts'
import type { Ending } from '../../shared/proof/exploration.ts'

/**
 * How a tile is marked. `cracked` (balance right, bank wrong), `refused` and `failed` (a transaction was) and `either`
 * (the journal cannot tell what a write built on) stand beside other marks.
 */
export type Mark = 'safe' | Anomaly | 'cracked' | 'refused' | 'failed' | 'either'

/** In the order of the legend. */
export const MARKS: readonly Mark[] = [
  'safe',
  'refused',
  'failed',
  'lost-update',
  'cracked',
  ...GRAVEST_FIRST.filter((anomaly) => anomaly !== 'lost-update'),
  'either',
]

const NAMES: Partial<Record<Mark, string>> = {
  safe: 'safe',
  refused: 'refused',
  failed: 'failed',
  cracked: 'balance right, bank wrong',
  either: 'could be either',
  'lost-update': 'update lost',
  'refused-in-balance': 'refused, yet in it',
  starvation: 'gave up',
  hangs: 'hung',
}
export const markName = (mark: Mark): string => NAMES[mark] ?? ANOMALY_WORDS[mark as Anomaly].name

/** A number for each mark, from `of`. */
export const forEachMark = (of: (mark: Mark) => number): Record<Mark, number> =>
  Object.fromEntries(MARKS.map((mark) => [mark, of(mark)])) as Record<Mark, number>

/** Anomalies that leave the bank wrong although its balance may be right. */
const MISBOOKED: readonly Anomaly[] = [
  'lost-update',
  'double-apply',
  'wrong-amount',
  'refused-in-balance',
  'wrong-result',
]

export function isCracked({ anomalies, balance, expected }: Ending): boolean {
  return balance === expected && MISBOOKED.some((anomaly) => anomalies.includes(anomaly))
}

export const isSafe = ({ anomalies }: Ending): boolean => !anomalies.some(isUnsafe)

export function marksOf(ending: Ending): Mark[] {
  const { anomalies, unapplied = [], either } = ending
  const has = (outcome: string) => unapplied.some((one) => one.outcome === outcome)
  const marks: Mark[] = isSafe(ending) ? ['safe', ...anomalies] : [...anomalies]
  if (isCracked(ending)) marks.push('cracked')
  if (has('rejected')) marks.push('refused')
  if (has('failed')) marks.push('failed')
  if (either) marks.push('either')
  return marks
}

export type Face = 'safe' | Anomaly | 'refused' | 'failed'

/** What a tile looks like at a glance. With a refused or failed transaction it has no `=`. */
export function faceOf(ending: Ending): Face {
  const gravest = GRAVEST_FIRST.find((anomaly) => ending.anomalies.includes(anomaly))
  if (gravest) return gravest
  const marks = marksOf(ending)
  if (marks.includes('failed')) return 'failed'
  return marks.includes('refused') ? 'refused' : 'safe'
}

/** The marks shown as glyphs: all but `safe`, a lost update (red and hatched) and `cracked`. */
export function besides(ending: Ending): Mark[] {
  return marksOf(ending).filter((mark) => mark !== 'safe' && mark !== 'lost-update' && mark !== 'cracked')
}

/** The endings with at least one wanted mark; all of them when no mark is wanted. */
export function shownBy(wanted: ReadonlySet<Mark>, endings: readonly Ending[]): readonly Ending[] {
  if (wanted.size === 0) return endings
  return endings.filter((ending) => marksOf(ending).some((mark) => wanted.has(mark)))
}
