import type { Anomaly } from '../../shared/proof/anomaly.ts'
import type { Ending } from '../../shared/proof/exploration.ts'

/** How a tile is marked. `cracked` is a mark beside others: the balance is right, and the bank is wrong. */
export type Mark = 'safe' | Anomaly | 'cracked'

/** In the order of the legend. */
export const MARKS: readonly Mark[] = [
  'safe',
  'lost-update',
  'cracked',
  'double-apply',
  'overdraft',
  'starvation',
]

/** Of several anomalies the first of these gives the tile its face. */
const GRAVEST: readonly Anomaly[] = ['lost-update', 'double-apply', 'overdraft', 'starvation']

export const MARK_NAMES: Record<Mark, string> = {
  safe: 'safe',
  'lost-update': 'update lost',
  cracked: 'balance right, bank wrong',
  'double-apply': 'booked twice',
  overdraft: 'below zero',
  starvation: 'gave up',
}

export function isCracked({ anomalies, balance, expected }: Ending): boolean {
  return balance === expected && (anomalies.includes('lost-update') || anomalies.includes('double-apply'))
}

export function marksOf(ending: Ending): Mark[] {
  if (ending.anomalies.length === 0) return ['safe']
  return isCracked(ending) ? [...ending.anomalies, 'cracked'] : ending.anomalies
}

/** What a tile looks like at a glance. */
export function faceOf({ anomalies }: Ending): 'safe' | Anomaly {
  return GRAVEST.find((anomaly) => anomalies.includes(anomaly)) ?? 'safe'
}

/** A tile is shown when it has one of the marks asked for, or when none is. */
export function shownBy(wanted: ReadonlySet<Mark>, endings: readonly Ending[]): readonly Ending[] {
  if (wanted.size === 0) return endings
  return endings.filter((ending) => marksOf(ending).some((mark) => wanted.has(mark)))
}
