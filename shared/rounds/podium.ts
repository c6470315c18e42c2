import { luckOf } from './results.ts'
import type { PlayerResult, Podium } from './round-record.ts'

/** The places of honour: people in the room only. `foresaw`: the players who answered best. */
export function podiumOf(results: readonly PlayerResult[], foresaw: readonly string[]): Podium {
  const people = results.filter((one) => !one.bot && !one.removed && !one.outside)
  return {
    luckiest: most(people, luckOf),
    robbed: most(people, (one) => -luckOf(one)),
    eraser: most(people, ({ erased }) => erased),
    prophet: [...foresaw],
  }
}

/** All who tie for the greatest number above zero. */
function most(people: readonly PlayerResult[], numberOf: (one: PlayerResult) => number): string[] {
  const greatest = Math.max(0, ...people.map(numberOf))
  if (greatest === 0) return []
  return people.filter((one) => numberOf(one) === greatest).map(({ player }) => player)
}
