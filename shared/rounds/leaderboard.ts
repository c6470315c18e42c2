import { luckOf } from './results.ts'
import type { RoundRecord } from './round-record.ts'

/** One person's place over all rounds that count. */
export interface Place {
  player: string
  /** As in the newest of the rounds. */
  nickname: string
  /** Questions whose last answer was right, or the nearest guess. */
  right: number
  luck: number
}

/**
 * Over all rounds that are no practice: who was right most often comes first, since luck is chance and only decides
 * between equals. Bots, removed players and *outside* have no place.
 */
export function leaderboard(records: readonly RoundRecord[]): Place[] {
  const places = new Map<string, Place>()
  const gone = new Set<string>()
  for (const { practice, players } of [...records].sort((a, b) => a.round - b.round)) {
    for (const one of players) {
      if (one.outside || one.bot) continue
      const { player, nickname } = one
      if (one.removed) gone.add(player)
      else gone.delete(player)
      if (practice) continue
      const { right, luck } = places.get(player) ?? { right: 0, luck: 0 }
      places.set(player, {
        ...{ player, nickname, right: right + (one.right ? 1 : 0), luck: luck + luckOf(one) },
      })
    }
  }
  return [...places.values()]
    .filter(({ player }) => !gone.has(player))
    .sort((a, b) => b.right - a.right || b.luck - a.luck)
}

/** The number of each place, from 1: those who are equal in both numbers have the same, as in 1, 2, 2, 4. */
export function placeNumbers(places: readonly Pick<Place, 'right' | 'luck'>[]): number[] {
  return places.map(
    ({ right, luck }) => places.findIndex((one) => one.right === right && one.luck === luck) + 1,
  )
}
