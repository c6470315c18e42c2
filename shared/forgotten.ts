import type { Entry } from './journal.ts'
import { transactionKey } from './transaction-key.ts'

/** A transaction that was acknowledged, and the version at which it was booked. */
export type AcknowledgedWrite = Pick<Entry, 'tx' | 'player' | 'amount' | 'version'>

/**
 * The last version up to which both histories are the same; 0 when even the first writes differ. Both begin with
 * version 1. A copy of Redis that was behind continues from its own version, so the same version may be another write
 * in each history.
 */
export function lastCommonVersion(before: readonly Entry[], now: readonly Entry[]): number {
  const both = Math.min(before.length, now.length)
  for (let index = 0; index < both; index++)
    if (!sameWrite(before[index] as Entry, now[index] as Entry)) return index
  return both
}

/**
 * Of the acknowledged transactions, those that a history has not booked, each once, oldest first. A transaction that
 * was sent again and booked again is not among them.
 */
export function forgottenBy<T extends AcknowledgedWrite>(
  isBooked: (player: string, tx: string) => boolean,
  acknowledged: Iterable<T>,
): T[] {
  const found = new Map<string, T>()
  for (const one of acknowledged) {
    const id = transactionKey(one)
    if (!found.has(id) && !isBooked(one.player, one.tx)) found.set(id, one)
  }
  return [...found.values()].sort((a, b) => a.version - b.version)
}

const FIELDS = [
  ...(['version', 'parent', 'tx', 'player', 'amount', 'seen', 'wrote'] as const),
  ...(['attempts', 'node', 'readAt', 'wroteAt', 'expected', 'again'] as const),
  ...(['basis', 'either', 'reverses', 'noOverdraft', 'conflicts'] as const),
] satisfies (keyof Entry)[]

/** Compares all fields: when another history replaces one, its versions repeat, but its writes differ. */
export function sameWrite(one: Entry, other: Entry): boolean {
  return FIELDS.every((field) => one[field] === other[field])
}
