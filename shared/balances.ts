import { effectOf } from './effect.ts'
import type { Entry } from './journal.ts'
import type { Lineage } from './lineage.ts'

/** What every version's write left, and what that would have been without the bookings that were taken back. */
export interface Balances {
  /** `undefined` when that version is not held. */
  wroteAt(version: number): number | undefined
  balanceAt(version: number): number | undefined
  /** The booking whose first entry is `version` has been taken back: balances from there on may be others now. */
  takenBack(version: number): void
}

export function createBalances(
  lineage: Lineage<Entry>,
  opening: number,
  isTakenBack: (entry: Entry) => boolean,
): Balances {
  /** By version: the effect of the bookings taken back that its balance holds. Known as far as it is long. */
  const withdrawn: number[] = [0]

  function withdrawnAt(version: number): number {
    for (let next = withdrawn.length; next <= version; next++) {
      const entry = lineage.at(next)?.entry
      const own = entry && isTakenBack(entry) ? effectOf(entry, opening) : 0
      withdrawn.push((withdrawn[entry?.parent ?? 0] ?? 0) + own)
    }
    return withdrawn[version] ?? 0
  }
  const wroteAt = (version: number): number | undefined =>
    version === 0 ? opening : lineage.at(version)?.entry.wrote

  return {
    wroteAt,
    balanceAt(version) {
      const wrote = wroteAt(version)
      return wrote === undefined ? undefined : wrote - withdrawnAt(version)
    },
    takenBack(version) {
      withdrawn.length = Math.max(1, Math.min(withdrawn.length, version))
    },
  }
}
