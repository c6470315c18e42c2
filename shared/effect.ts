import type { Entry } from './journal.ts'

/** What an entry did to the balance. One that builds on nothing replaces all that came after the opening. */
export function effectOf(entry: Pick<Entry, 'amount' | 'seen' | 'wrote' | 'basis'>, opening: number): number {
  // An older version took a write's word for it.
  if (entry.basis === undefined) return entry.amount
  return entry.wrote - (entry.basis === 'nothing' ? opening : entry.seen)
}

/**
 * What an entry found in the balance beyond what its parent had left there: the effect of a write from outside.
 * `parentWrote`: `undefined` when the parent is not held; then nothing is known of that.
 */
export function outsideOf(
  entry: Pick<Entry, 'parent' | 'seen' | 'basis'>,
  opening: number,
  parentWrote: number | undefined,
): number {
  if (entry.basis === 'nothing') return 0
  return entry.seen - (entry.parent === 0 ? opening : (parentWrote ?? entry.seen))
}
