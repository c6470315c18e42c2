import type { Entry } from './journal.ts'
import type { Unapplied } from './room-view.ts'

type Ending = Pick<Unapplied, 'why' | 'attempts' | 'conflicts'>

/** How many tries of a transaction were refused because another write came first, as its entry says. */
export const conflictsOfEntry = ({ attempts, conflicts }: Pick<Entry, 'attempts' | 'conflicts'>): number =>
  conflicts ?? attempts - 1

/** The same of one that was not applied. Those of older versions do not say; in them only the last try was none. */
export function conflictsOf({ why, attempts, conflicts }: Ending): number {
  return conflicts ?? (why === 'attempts-used-up' ? attempts : Math.max(0, attempts - 1))
}
