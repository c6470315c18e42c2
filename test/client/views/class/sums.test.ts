import { describe, expect, it } from 'vitest'
import { clockText, secondsLeft } from '../../../../client/store/class-time.ts'
import { recordOfNow, roundsBeside, withRecord } from '../../../../client/store/round-records.ts'
import { guessBins } from '../../../../client/views/screen/class/guess-bins.ts'
import { luckParts } from '../../../../client/views/screen/class/luck-parts.ts'
import { podiumCards } from '../../../../client/views/screen/class/podium-cards.ts'
import { RoundsBeside } from '../../../../client/views/screen/class/rounds-beside.tsx'
import { shareRight } from '../../../../client/views/screen/class/share-right.ts'
import { FORMATS } from '../../../../client/wording/class/formats.ts'
import { WALL } from '../../../../client/wording/class/wall/words.ts'
import { OUTSIDE } from '../../../../shared/rounds/results.ts'
import { record, result } from '../../../lessons/records.ts'
import { madeUpPlayers, madeUpRecord } from '../../../support/made-up-class.ts'

describe('all luck in one bar', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'adds up to what the bank is wrong by, to the dollar (seed %i)',
    (seed) => {
      const one = madeUpRecord({ seed, players: madeUpPlayers(30, 6), writes: 90 })
      const sum = luckParts(one).reduce((all, { luck }) => all + luck, 0)
      expect(sum).toBe((one.actual ?? 0) - one.expected)
    },
  )

  it('has bots, removed players and writes from outside as parts without names', () => {
    const players = [
      result({ player: 'ana', effect: 150 }),
      result({ player: 'bot', effect: 0, bot: true }),
      result({ player: 'gone', nickname: '', effect: 20, removed: true }),
      result({ player: OUTSIDE, nickname: '', acknowledged: 0, effect: 7, outside: true }),
    ]
    expect(luckParts(record({ players, expected: 200, actual: 227 }))).toEqual([
      { of: 'player', player: 'ana', luck: 100 },
      { of: 'outside', luck: 7 },
      { of: 'bots', luck: -50 },
      { of: 'removed', luck: -30 },
    ])
  })

  it('shows what no player explains, and nothing of a balance that is no number', () => {
    expect(luckParts(record({ players: [], expected: 100, actual: 90 }))).toEqual([{ of: 'rest', luck: -10 }])
    expect(luckParts(record({ players: [result({ effect: 0 })], actual: null }))).toEqual([])
  })
})

describe('guessed balances', () => {
  it('have a row each when they are few, and the truth has one even when it was not guessed', () => {
    const bins = guessBins({ '0': 2, '150': 1 }, {}, -50)
    expect(bins.map(({ from, first, truth }) => [from, first, truth])).toEqual([
      [-50, 0, true],
      [0, 2, false],
      [150, 1, false],
    ])
  })

  it('are put into steps with round limits when they are many, and none is left out', () => {
    const guesses = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [String(i * 37 - 300), 2]))
    const bins = guessBins(guesses, guesses, 1000)
    expect(bins.length).toBeLessThanOrEqual(9)
    expect(bins.reduce((all, { first }) => all + first, 0)).toBe(80)
    expect(bins.filter(({ truth }) => truth)).toHaveLength(1)
    for (const { from, to } of bins) expect([from % 100, (to + 1) % 100].map(Math.abs)).toEqual([0, 0])
  })

  it('are none without a guess', () => {
    expect(guessBins({})).toEqual([])
  })
})

it('the share of right answers is unknown without answers, or without a right one', () => {
  expect(shareRight({ a: 3, c: 1 }, 'c')).toBe(0.25)
  expect(shareRight({}, 'c')).toBeUndefined()
  expect(shareRight({ a: 1 }, undefined)).toBeUndefined()
})

describe('the rounds of a lesson side by side', () => {
  const of = (round: number, step: number, lesson?: string) =>
    record({ round, step, ...(lesson && { lesson }) })

  it('are the newest of each step, up to the round that is shown', () => {
    let known = [of(1, 0, 'x'), of(2, 0, 'y'), of(3, 0, 'y')].reduce(
      withRecord,
      [] as ReturnType<typeof withRecord>,
    )
    known = withRecord(known, of(4, 1, 'y'))
    expect(roundsBeside(known, of(4, 1, 'y')).map(({ round }) => round)).toEqual([3, 4])
    expect(roundsBeside(known, of(3, 0, 'y')).map(({ round }) => round)).toEqual([3])
  })

  it('are the last two without a lesson, and a round told twice is one', () => {
    const known = [of(1, 0), of(2, 0), of(3, 0), of(3, 0)].reduce(
      withRecord,
      [] as ReturnType<typeof withRecord>,
    )
    expect(roundsBeside(known, of(3, 0)).map(({ round }) => round)).toEqual([2, 3])
  })

  it('of the same strategy are told apart by the servers that they ran on', () => {
    const words = (second: { nodes: number; strategy: string }) =>
      JSON.stringify(
        RoundsBeside({
          records: [record({ round: 3, nodes: 1, strategy: 'local-mutex' }), record({ ...second, round: 4 })],
        }),
      )
    const servers = words({ nodes: 2, strategy: 'local-mutex' })
    expect([servers.includes('Round 3, one server'), servers.includes('Round 4, two servers')]).toEqual([
      true,
      true,
    ])
    expect(words({ nodes: 2, strategy: 'naive' })).toContain('Round 4, naive')
    expect(words({ nodes: 1, strategy: 'local-mutex' })).toContain('Round 4, local-mutex')
  })

  it('a record is of the round that the class is at, or it is not shown yet', () => {
    expect(recordOfNow({ lastRound: of(3, 0) }, { round: 4 })).toBeNull()
    expect(recordOfNow({ lastRound: of(4, 0) }, { round: 4 })?.round).toBe(4)
  })
})

it('the time that is left ends at 0, stands still while paused, and is unknown without an end', () => {
  expect(secondsLeft({ deadline: 10_000 }, 8999)).toBe(2)
  expect(secondsLeft({ deadline: 10_000 }, 12_000)).toBe(0)
  expect(secondsLeft({ deadline: 10_000, left: 23_400 }, 9000)).toBe(24)
  expect([secondsLeft({}, 0), secondsLeft({ left: 0 }, 0)]).toEqual([null, null])
  expect([clockText(5), clockText(75), clockText(600)]).toEqual(['0:05', '1:15', '10:00'])
})

describe('the podium', () => {
  it('names the nearest guess of the balance, or the right choice', () => {
    const prophet = (guesses: boolean) =>
      podiumCards(madeUpRecord({ guesses }), WALL.en, FORMATS.en).find(({ of }) => of === 'prophet')
    expect(prophet(false)?.small).toBe('chose the right answer')
    expect(prophet(true)?.small).toMatch(/^guessed .*; it was /)
  })

  it('has no bots, removed players or writes from outside', () => {
    const one = madeUpRecord({ players: madeUpPlayers(3, 20), writes: 80 })
    for (const { players } of podiumCards(one, WALL.en, FORMATS.en))
      expect(players.filter((player) => player.startsWith('bot'))).toEqual([])
  })

  it('is empty in a round in which nothing happened', () => {
    const cards = podiumCards(record(), WALL.en, FORMATS.en)
    expect(cards.flatMap(({ players, figure }) => [...players, figure].filter(Boolean))).toEqual([])
  })
})
