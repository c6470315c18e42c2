import type { Entry } from './journal.ts'
import type { Unapplied } from './room-view.ts'

type RefusedAttempts = Pick<Unapplied, 'why' | 'attempts' | 'conflicts'>

/** How many attempts of a transaction were refused because another write came first, according to its entry. */
export const conflictsOfEntry = ({ attempts, conflicts }: Pick<Entry, 'attempts' | 'conflicts'>): number =>
  conflicts ?? attempts - 1

/**
 * The same for a transaction that was not applied. Records of older versions lack the number: there, all attempts but
 * the last count, and the last one only when the attempts were used up.
 */
export function conflictsOf({ why, attempts, conflicts }: RefusedAttempts): number {
  return conflicts ?? (why === 'attempts-used-up' ? attempts : Math.max(0, attempts - 1))
}
