import type { Entry } from './journal.ts'
import type { Lineage } from './lineage.ts'
import { effectOf } from './write-effect.ts'

/** The balance that each version wrote, and the same without the bookings that were taken back. */
export interface Balances {
  /** `undefined` when that version is not held. */
  wroteAt(version: number): number | undefined
  balanceAt(version: number): number | undefined
  /** To be called when the booking whose first entry is `version` was taken back: later balances may have changed. */
  takenBack(version: number): void
}

export function createBalances(
  lineage: Lineage<Entry>,
  opening: number,
  isTakenBack: (entry: Entry) => boolean,
): Balances {
  /** By version: the effect, within its balance, of bookings that were taken back. Filled on demand. */
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
