import type { Entry } from './journal.ts'

/** What an entry did to the balance. An entry that builds on nothing replaces every change since the opening. */
export function effectOf(entry: Pick<Entry, 'amount' | 'seen' | 'wrote' | 'basis'>, opening: number): number {
  // Recorded by an older version, which did not check the effect.
  if (entry.basis === undefined) return entry.amount
  return entry.wrote - (entry.basis === 'nothing' ? opening : entry.seen)
}

/**
 * The effect of a write from outside: what an entry found in the balance beyond what its parent had left there.
 * `parentWrote`: `undefined` when the parent is not held; then the effect is unknown and counts as 0.
 */
export function outsideChangeOf(
  entry: Pick<Entry, 'parent' | 'seen' | 'basis'>,
  opening: number,
  parentWrote: number | undefined,
): number {
  if (entry.basis === 'nothing') return 0
  return entry.seen - (entry.parent === 0 ? opening : (parentWrote ?? entry.seen))
}
