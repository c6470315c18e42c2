import { transactionKey } from '../transaction-key.ts'
import type { RoundBooks } from './round-books.ts'
import type { RoundFacts } from './round-facts.ts'
import type { PlayerResult } from './round-record.ts'

/** The id of the player to whom writes from outside belong. Ids of players are longer. */
export const OUTSIDE = 'outside'

export const luckOf = ({ effect, acknowledged }: Pick<PlayerResult, 'effect' | 'acknowledged'>): number =>
  effect - acknowledged

type ResultFacts = Pick<RoundFacts, 'actual' | 'unapplied' | 'players' | 'entries' | 'forgotten'>

/**
 * What the round did to each player, in the order of joining; *outside* is the last. All luck adds up to
 * actual − expected, unless the balance is no number.
 */
export function resultsOf(facts: ResultFacts, books: RoundBooks, right: ReadonlySet<string>): PlayerResult[] {
  const { ledger, losses, playerOf } = books
  const erased = countBy(
    losses.filter(({ lost, by }) => lost.player !== by.player),
    ({ by }) => by.player,
  )
  const refused = new Map(facts.unapplied.map((one) => [transactionKey(one), one.player]))
  const unapplied = countBy([...refused.values()], (player) => player)
  const ids = new Set([
    ...facts.players.map(({ player }) => player),
    ...facts.entries.map(({ player }) => player),
    ...facts.unapplied.map(({ player }) => player),
    ...facts.forgotten.map(({ player }) => player),
  ])
  const results = [...ids].map((player): PlayerResult => {
    const known = playerOf(player)
    const removed = known === undefined || known.removed
    return {
      player,
      nickname: removed ? '' : known.nickname,
      ...(known?.bot && { bot: true as const }),
      ...(removed && { removed: true as const }),
      ...ledger.standing(player),
      erased: erased.get(player) ?? 0,
      unapplied: unapplied.get(player) ?? 0,
      ...(right.has(player) && { right: true as const }),
    }
  })
  const involved = results.filter(
    (one) => one.applied > 0 || one.unapplied > 0 || luckOf(one) !== 0 || playerOf(one.player)?.here === true,
  )
  const { totals } = ledger
  const outside = totals.outside + (facts.actual === null ? 0 : facts.actual - totals.wrote)
  return outside === 0 ? involved : [...involved, outsideResult(outside)]
}

const outsideResult = (effect: number): PlayerResult => ({
  ...{ player: OUTSIDE, nickname: '', outside: true, acknowledged: 0, effect },
  ...{ applied: 0, lost: 0, erased: 0, unapplied: 0 },
})

function countBy<T>(all: readonly T[], key: (one: T) => string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const one of all) counts.set(key(one), (counts.get(key(one)) ?? 0) + 1)
  return counts
}
