import { describe, expect, it } from 'vitest'
import { PACE } from '../../../shared/pace.ts'
import type { Unapplied } from '../../../shared/room-view.ts'
import { buildRound, type RoundFacts } from '../../../shared/rounds/build-record.ts'
import { journalOf, type PlainWrite, person, ROUND_START, roundFacts } from '../../support/round-facts.ts'

const people = ['ana', 'bea', 'kim'].map((name) => person(name))

function round(writes: readonly PlainWrite[], more: Partial<RoundFacts> = {}) {
  const { entries, balance } = journalOf(writes)
  return buildRound(roundFacts({ entries, actual: balance, players: people, ...more }))
}

const refused = (player: string, amount: number, more: Partial<Unapplied> = {}): Unapplied => ({
  ...{ tx: `r-${player}-${amount}`, player, amount, outcome: 'gave-up', why: 'attempts-used-up' },
  ...{ attempts: 12, conflicts: 12, at: ROUND_START + 9000 },
  ...more,
})

/** Both read 100; Bea writes last. */
const LESSON: PlainWrite[] = [
  { player: 'ana', amount: 50, on: 0 },
  { player: 'bea', amount: -150, on: 0 },
]

describe('the record of a round', () => {
  it('says of the first lesson who lost what, and by whose stale read', () => {
    const { record, stories } = round(LESSON)
    expect(record).toMatchObject({
      ...{ opening: 100, expected: 0, actual: -50, applied: 2, lost: 1, conflicts: 0, attempts: 2 },
      players: [
        { player: 'ana', nickname: 'ANA', acknowledged: 50, effect: 0, applied: 1, lost: 1, erased: 0 },
        { player: 'bea', acknowledged: -150, effect: -150, applied: 1, lost: 0, erased: 1 },
        { player: 'kim', acknowledged: 0, effect: 0, applied: 0 },
      ],
      loss: { lost: { player: 'ana', amount: 50 }, by: { player: 'bea', amount: -150, seen: 100 } },
      podium: { luckiest: [], robbed: ['ana'], eraser: ['bea'], prophet: [] },
    })
    expect(record.scene.map(({ version }) => version)).toEqual([1, 2])
    expect(stories.get('ana')).toMatchObject({ kind: 'lost', by: { player: 'bea' } })
    expect(stories.get('bea')).toMatchObject({ kind: 'erased', lost: { player: 'ana' } })
    expect(stories.get('kim')).toEqual({ kind: 'absent' })
  })

  it('has no loss to tell when every update was kept', () => {
    const { record, stories } = round([
      { player: 'ana', amount: 50 },
      { player: 'bea', amount: -150 },
    ])
    expect(record).toMatchObject({ lost: 0, loss: null, scene: [] })
    expect(record.podium).toEqual({ luckiest: [], robbed: [], eraser: [], prophet: [] })
    expect(stories.get('ana')).toMatchObject({ kind: 'kept', entry: { amount: 50 } })
  })

  it('lists the lost updates by name, the largest first, and at most 50 of them', () => {
    expect(round(LESSON).record.losses).toEqual([{ player: 'ana', amount: 50, by: 'bea' }])
    const many = Array.from({ length: 60 }, (_, i): PlainWrite => ({ player: 'ana', amount: i + 1, on: i }))
    const { losses = [], lost } = round([...many, { player: 'bea', amount: 1, on: 0 }]).record
    expect([lost, losses.length, losses[0]?.amount, losses[49]?.amount]).toEqual([60, 50, 60, 11])
  })

  it('does not count an update as lost that a later write carried along', () => {
    // Kim had read Ana's balance, and writes after Bea has erased it.
    const { record } = round([...LESSON, { player: 'kim', amount: 5, on: 1 }])
    expect(record).toMatchObject({ lost: 1, loss: { lost: { player: 'bea' }, by: { player: 'kim' } } })
    expect(record.players.map(({ erased }) => erased)).toEqual([0, 0, 1])
  })

  it('tells a loss between two people before one of a person and a bot, and that before one of bots', () => {
    const both: PlainWrite[] = [
      ...LESSON,
      { player: 'bot', amount: 9000, on: 2 },
      { player: 'bea', amount: -10, on: 2 },
    ]
    const told = (players: RoundFacts['players']) => round(both, { players }).record.loss?.lost.player
    const bot = person('bot', { bot: true })
    expect(told([...people, bot])).toBe('ana')
    expect(told([person('ana', { bot: true }), person('bea'), bot])).toBe('bot')
    expect(told(['ana', 'bea', 'bot'].map((name) => person(name, { bot: true })))).toBe('bot')
  })

  it('tells of an own overwritten update only when there is no other', () => {
    const alone: PlainWrite[] = [
      { player: 'ana', amount: 500, on: 0 },
      { player: 'ana', amount: 5, on: 0 },
    ]
    expect(round(alone).record).toMatchObject({ loss: { lost: { amount: 500 } }, lost: 1 })
    expect(round(alone).record.players[0]).toMatchObject({ lost: 1, erased: 0 })
    const more = [...alone, { player: 'bea', amount: 1, on: 2 }, { player: 'kim', amount: 1, on: 2 }]
    expect(round(more).record.loss?.lost.player).toBe('bea')
  })

  it('never tells of a removed player, names none, and has none on the podium', () => {
    const players = [person('ana', { removed: true }), person('bea'), person('kim')]
    const { record, stories } = round(LESSON, { players })
    expect(record).toMatchObject({ lost: 1, loss: null, podium: { robbed: [], eraser: ['bea'] } })
    expect(record.players[0]).toMatchObject({ player: 'ana', nickname: '', removed: true, lost: 1 })
    expect(stories.has('ana')).toBe(false)
  })

  it('prefers a scene that fits the picture to a larger amount', () => {
    const long: PlainWrite[] = [
      { player: 'ana', amount: 5000, on: 0 },
      ...Array.from({ length: 20 }, (_, i): PlainWrite => ({ player: 'kim', amount: 1, on: i + 1 })),
      { player: 'bea', amount: -1, on: 0 },
    ]
    expect(round(long).record.loss?.lost.amount).toBe(5000)
    const short: PlainWrite[] = [
      ...long,
      { player: 'kim', amount: 70, on: 22 },
      { player: 'ana', amount: 1, on: 22 },
    ]
    expect(round(short).record).toMatchObject({ loss: { lost: { amount: 70 } } })
    expect(round(short).record.scene).toHaveLength(3)
  })

  it('keeps a long scene short, with the write that was lost and the one that overwrote it', () => {
    const bots = Array.from({ length: 30 }, (_, i): PlainWrite => ({ player: `bot${i % 9}`, amount: 1 }))
    const long: PlainWrite[] = [
      { player: 'ana', amount: 50, on: 0 },
      ...bots.map((write, i) => ({ ...write, on: i + 1 })),
      { player: 'bea', amount: -1, on: 0 },
    ]
    const players = [...people, ...Array.from({ length: 9 }, (_, i) => person(`bot${i}`, { bot: true }))]
    const { loss, scene } = round(long, { players }).record
    expect(loss).toMatchObject({ lost: { player: 'ana' }, by: { player: 'bea' } })
    expect(scene.map(({ player }) => player)).toEqual(['ana', 'bea'])
  })

  it('gives a write from outside to a player called outside', () => {
    const { record } = round([{ player: 'ana', amount: 50 }], { actual: 1000 })
    expect(record.players.at(-1)).toMatchObject({ player: 'outside', outside: true, effect: 850 })
    expect(record.podium.luckiest).toEqual([])
  })

  it('has no actual balance, and no nearest guess, when the balance is no number', () => {
    const answers = new Map([['ana', { first: { balance: 100 } }]])
    const { record } = round(LESSON, { actual: null, answers })
    expect(record).toMatchObject({ actual: null, expected: 0, podium: { prophet: [] } })
    expect(record.players.some(({ right }) => right)).toBe(false)
    expect(record.divergence.at(-1)).toEqual({ ms: 2000, divergence: -50 })
  })

  it('tells a player whose transactions were all refused, or forgotten, what became of them', () => {
    const unapplied = [refused('ana', 50), refused('ana', -70), refused('ana', 50)]
    const { record, stories } = round([], {
      ...{ unapplied, forgotten: [{ tx: 'f', player: 'bea', amount: 30 }] },
    })
    expect(stories.get('ana')).toMatchObject({ kind: 'unapplied', unapplied: { amount: -70 } })
    expect(stories.get('bea')).toEqual({ kind: 'forgotten', tx: 'f', amount: 30 })
    expect(record).toMatchObject({
      ...{ unapplied: { rejected: 0, 'gave-up': 2, failed: 0 }, attempts: 24, conflicts: 24 },
      ...{ forgotten: 1, expected: 130, actual: 100, lost: 0 },
    })
    expect(record.players[0]).toMatchObject({ unapplied: 2 })
    expect(record.players[1]).toMatchObject({ acknowledged: 30, effect: 0, lost: 1 })
  })

  it('says that there may have been more not booked than it counts, when Redis keeps no more of them', () => {
    const many = Array.from({ length: PACE.unapplied }, (_, i) => refused('ana', 50, { tx: `r${i}` }))
    const endings = (unapplied: Unapplied[]) =>
      buildRound(roundFacts({ unapplied, players: people })).record.unapplied
    expect(endings(many)).toEqual({ rejected: 0, 'gave-up': PACE.unapplied, failed: 0, atLeast: true })
    expect(endings(many.slice(1))).toEqual({ rejected: 0, 'gave-up': PACE.unapplied - 1, failed: 0 })
  })

  it('does not say that a booking stayed which was taken back', () => {
    const { entries } = journalOf([
      { player: 'ana', amount: -150 },
      { player: 'ana', amount: 150, tx: 't1', more: { reverses: 1, basis: 'met' } },
    ])
    const unapplied = [
      refused('ana', -150, { tx: 't1', outcome: 'rejected', why: 'taken-back', attempts: 2 }),
    ]
    const { record, stories } = buildRound(roundFacts({ entries, unapplied, players: people }))
    expect(stories.get('ana')).toMatchObject({ kind: 'unapplied', unapplied: { why: 'taken-back' } })
    expect(record).toMatchObject({ applied: 0, attempts: 2, expected: 100, actual: 100 })
  })

  it('has all who tie on the podium', () => {
    const { podium } = round([
      { player: 'ana', amount: 50, on: 0 },
      { player: 'bea', amount: 50, on: 0 },
      { player: 'kim', amount: -10, on: 0 },
    ]).record
    expect(podium).toMatchObject({ robbed: ['ana', 'bea'], eraser: ['bea', 'kim'] })
  })

  it('lists players who were here, and who have fired; not one who was away all the time', () => {
    const players = [person('ana', { here: false }), person('bea'), person('kim', { here: false })]
    const { record } = round([{ player: 'ana', amount: 50 }], { players })
    expect(record.players.map(({ player }) => player)).toEqual(['ana', 'bea'])
  })
})

describe('the answers in a record', () => {
  const answers: RoundFacts['answers'] = new Map([
    ['ana', { first: { choice: 'a' }, second: { choice: 'b' } }],
    ['bea', { first: { choice: 'b' } }],
    ['kim', { second: { choice: 'b' } }],
    ['gone', { first: { choice: 'b' } }],
  ] as const)
  const players = [...people, person('gone', { removed: true })]

  it('are counted alone and after talking, without those of removed players', () => {
    const { record } = round([], { answers, right: 'b', players })
    expect(record.answers).toEqual({ first: { a: 1, b: 1 }, second: { b: 2 } })
    expect(record.right).toBe('b')
  })

  it('are right by the last one; the prophet was right alone', () => {
    const { record } = round([], { answers, right: 'b', players })
    expect(record.players.filter(({ right }) => right).map(({ player }) => player)).toEqual([
      'ana',
      'bea',
      'kim',
    ])
    expect(record.podium.prophet).toEqual(['bea'])
    expect(round([], { answers, right: 'c', players }).record.podium.prophet).toEqual([])
  })

  it('are right after talking when none was right alone', () => {
    const late: RoundFacts['answers'] = new Map([
      ['ana', { first: { choice: 'a' }, second: { choice: 'd' } }],
    ] as const)
    expect(round([], { answers: late, right: 'd' }).record.podium.prophet).toEqual(['ana'])
  })

  it('of a question for the balance are best when nearest, ties included', () => {
    const guesses = new Map([
      ['ana', { first: { balance: -60 } }],
      ['bea', { first: { balance: -40 } }],
      ['kim', { first: { balance: 0 }, second: { balance: -50 } }],
    ])
    const { record } = round(LESSON, { answers: guesses })
    expect(record.podium.prophet).toEqual(['ana', 'bea'])
    expect(record.players.filter(({ right }) => right).map(({ player }) => player)).toEqual(['kim'])
    expect(record.answers.first).toEqual({ '-60': 1, '-40': 1, '0': 1 })
  })
})
