import { luckOf } from '../../../../shared/rounds/results.ts'
import type { PlayerResult, RoundRecord } from '../../../../shared/rounds/round-record.ts'

/** One part of the bar of all luck. `rest`: what no player's luck explains. */
export type LuckPart = { luck: number } & (
  | { of: 'player'; player: string }
  | { of: 'more'; count: number }
  | { of: 'bots' | 'removed' | 'outside' | 'rest' }
)

/** People with a part of their own, on each side; a smaller share of the bar has no room for a name. */
const NAMED = 4
const NARROWEST = 0.065

/**
 * All luck of a round: gains first, then losses, the greatest first. The parts add up to actual − expected, to the
 * dollar. Null when the balance is no number.
 */
export function luckParts({
  players,
  actual,
  expected,
}: Pick<RoundRecord, 'players' | 'actual' | 'expected'>): LuckPart[] {
  if (actual === null) return []
  const kindOf = (one: PlayerResult) =>
    one.outside ? 'outside' : one.removed ? 'removed' : one.bot ? 'bots' : 'player'
  const all = players.reduce((total, one) => total + Math.abs(luckOf(one)), 0)
  const side = (sign: 1 | -1): LuckPart[] => {
    const theirs = players.filter((one) => Math.sign(luckOf(one)) === sign)
    const people = theirs
      .filter((one) => kindOf(one) === 'player')
      .sort((a, b) => sign * (luckOf(b) - luckOf(a)))
    const wide = people.filter((one) => Math.abs(luckOf(one)) >= NARROWEST * all)
    // One person who is left over gets a part of their own as well.
    const named = people.length === wide.length + 1 ? people : wide.slice(0, NAMED)
    const others = people.slice(named.length)
    const groups = (['bots', 'removed', 'outside'] as const).map((of) => ({
      of,
      luck: sum(theirs.filter((one) => kindOf(one) === of)),
    }))
    return [
      ...named.map((one): LuckPart => ({ of: 'player', player: one.player, luck: luckOf(one) })),
      ...(others.length > 0 ? [{ of: 'more' as const, count: others.length, luck: sum(others) }] : []),
      ...groups.filter(({ luck }) => luck !== 0),
    ]
  }
  const rest = actual - expected - sum(players)
  const unexplained: LuckPart[] = rest === 0 ? [] : [{ of: 'rest', luck: rest }]
  const above = unexplained.filter(({ luck }) => luck > 0)
  const below = unexplained.filter(({ luck }) => luck < 0)
  return [...side(1), ...above, ...side(-1), ...below]
}

const sum = (players: readonly PlayerResult[]): number => players.reduce((all, one) => all + luckOf(one), 0)
