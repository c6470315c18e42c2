import type { Spread } from '../../../../shared/rounds/round-record.ts'

/** The share of the answers that are right, from 0 to 1; undefined when there is no answer, or no right one. */
export function shareRight(spread: Spread | undefined, right: string | undefined): number | undefined {
  if (!spread || right === undefined) return undefined
  const all = answersIn(spread)
  return all === 0 ? undefined : (spread[right] ?? 0) / all
}

/** How many have answered. */
export const answersIn = (spread: Spread): number => Object.values(spread).reduce((sum, n) => sum + n, 0)
