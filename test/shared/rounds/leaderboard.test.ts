import { describe, expect, it } from 'vitest'
import { buildRound } from '../../../shared/rounds/build-record.ts'
import { leaderboard, placeNumbers } from '../../../shared/rounds/leaderboard.ts'
import type { RoundFacts } from '../../../shared/rounds/round-facts.ts'
import { journalOf, person, roundFacts } from '../../support/round-facts.ts'

/** Ana loses $50 to Bea, and `wise` answers right. */
function record(round: number, wise: string, more: Partial<RoundFacts> = {}) {
  const { entries, balance } = journalOf([
    { player: 'ana', amount: 50, on: 0 },
    { player: 'bea', amount: -150, on: 0 },
  ])
  const answers: RoundFacts['answers'] = new Map([[wise, { first: { choice: 'a' as const } }]])
  const players = ['ana', 'bea', 'kim'].map((name) => person(name))
  const facts = { round, entries, actual: balance, players, answers, right: 'a', ...more }
  return buildRound(roundFacts(facts)).record
}
const inShort = (records: Parameters<typeof leaderboard>[0]) =>
  leaderboard(records).map(({ nickname, right, luck }) => [nickname, right, luck])

describe('the leaderboard', () => {
  it('puts right answers before luck, and luck decides between equals', () => {
    expect(inShort([record(1, 'ana'), record(2, 'ana')])).toEqual([
      ['ANA', 2, -100],
      ['BEA', 0, 0],
      ['KIM', 0, 0],
    ])
    expect(inShort([record(1, 'ana'), record(2, 'kim')])).toEqual([
      ['KIM', 1, 0],
      ['ANA', 1, -100],
      ['BEA', 0, 0],
    ])
  })

  it('counts nothing of a practice round', () => {
    expect(inShort([record(1, 'ana', { practice: true })])).toEqual([])
    expect(inShort([record(1, 'ana'), record(2, 'kim', { practice: true })])[0]).toEqual(['ANA', 1, -50])
  })

  it('has the newest nicknames, and no bot, no removed player and not outside', () => {
    const first = record(1, 'ana', { actual: 1000 })
    const second = record(2, 'ana', {
      players: [
        person('ana', { nickname: 'Anna' }),
        person('bea', { removed: true }),
        person('kim', { bot: true }),
      ],
    })
    expect(inShort([second, first])).toEqual([
      ['Anna', 2, -100],
      ['KIM', 0, 0],
    ])
  })
})

it('those who are equal have the same place, and the next one counts them', () => {
  const of = (right: number, luck: number) => ({ right, luck })
  expect(placeNumbers([of(3, 50), of(2, 0), of(2, 0), of(2, -10)])).toEqual([1, 2, 2, 4])
  expect(placeNumbers([])).toEqual([])
})
