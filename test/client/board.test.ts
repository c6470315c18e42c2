import { describe, expect, it } from 'vitest'
import { type Board, emptyBoard, fold, isRunning } from '../../client/explore/board.ts'
import { boardTold, roughly } from '../../client/explore/board-told.ts'
import { endingTold, fateInShort } from '../../client/explore/ending-told.ts'
import { faceOf, marksOf, shownBy } from '../../client/explore/marks.ts'
import type { Ending } from '../../shared/proof/exploration.ts'
import { begin, boardOf, ended, losing, NAIVE, safe } from './explored.ts'

const sentence = (board: Board) => {
  const { headline, rest } = boardTold(board)
  return `${headline} ${rest}`.trim()
}
const details = (board: Board) => boardTold(board).details.join(' ')

const TWICE: Ending = { ...safe('1!122', 100), anomalies: ['double-apply', 'overdraft'], expected: 50 }
const GAVE_UP: Ending = { ...safe('1212', 50), anomalies: ['starvation'] }
/** +50, −50 and +10 on 100: the deposit of 50 and the withdrawal are both gone. */
const CRACKED = losing('123123', [1, 2], 110, 110)

describe('a board', () => {
  it('fills with what is found, and counts every mark of it', () => {
    const half = boardOf(NAIVE.slice(0, 3))
    expect(half).toMatchObject({ total: 3, done: 0.5, counts: { safe: 1, 'lost-update': 2, cracked: 0 } })
    const whole = fold(half, { kind: 'found', done: 1, endings: [...NAIVE.slice(3), CRACKED] })
    expect(whole.tiles.map(({ schedule }) => schedule)).toEqual([
      ...NAIVE.map(({ schedule }) => schedule),
      '123123',
    ])
    expect(whole.counts).toMatchObject({ safe: 2, 'lost-update': 5, cracked: 1 })
  })

  it('runs until the server says that it has ended', () => {
    expect(isRunning(emptyBoard)).toBe(true)
    expect(isRunning(fold(emptyBoard, begin))).toBe(true)
    expect(isRunning(boardOf(NAIVE))).toBe(true)
    expect(isRunning(ended(NAIVE))).toBe(false)
    expect(isRunning(fold(boardOf(NAIVE), { kind: 'failed', code: 'internal', message: 'no' }))).toBe(false)
  })

  it('has the same place for an order each time, whichever was found first', () => {
    const one = ended(NAIVE).tiles
    expect(ended(NAIVE.toReversed()).tiles).toEqual(one)
    expect(one.map(({ schedule }) => schedule)).toEqual(['1122', '1212', '1221', '2112', '2121', '2211'])
  })

  it('keeps what went wrong when there are too many tiles, and counts all of them', () => {
    const endings = [safe('1'), losing('2', [1], 5), safe('3'), losing('4', [1], 5), safe('5')]
    const board = boardOf(endings, 3)
    expect(board.tiles.map(({ schedule }) => schedule)).toEqual(['1', '2', '4'])
    expect(board).toMatchObject({ total: 5, counts: { safe: 3, 'lost-update': 2 } })
    const more = fold(
      board,
      { kind: 'found', done: 1, endings: [losing('6', [1], 5), losing('7', [1], 5)] },
      3,
    )
    expect(more.tiles.map(({ schedule }) => schedule)).toEqual(['2', '4', '6'])
  })

  it('shows those with a mark that is asked for, and all when none is', () => {
    const endings = [...NAIVE, CRACKED, GAVE_UP]
    expect(shownBy(new Set(), endings)).toHaveLength(8)
    expect(shownBy(new Set(['cracked']), endings)).toEqual([CRACKED])
    expect(shownBy(new Set(['safe', 'starvation']), endings)).toHaveLength(3)
  })
})

describe('a tile', () => {
  it('is wrong when its balance is right and the bank is not', () => {
    expect(marksOf(CRACKED)).toEqual(['lost-update', 'cracked'])
    expect(faceOf(CRACKED)).toBe('lost-update')
    expect(marksOf(safe('1122'))).toEqual(['safe'])
    expect(marksOf(GAVE_UP)).toEqual(['starvation'])
    expect(faceOf(TWICE)).toBe('double-apply')
  })

  it.each([
    [NAIVE[0], 'order 1 1 2 2: safe, balance $0', 'safe'],
    [NAIVE[2], "order 1 2 2 1: P2's −150 is lost, balance $150, expected $0", '−150 lost'],
    [
      { ...CRACKED, lost: [1] },
      "order 1 2 3 1 2 3: P1's +50 is lost, balance $110 is right, the bank is wrong",
      '+50 lost',
    ],
    [
      TWICE,
      'order 1 reply lost, 1, 2, 2: a transaction is booked twice and it goes below zero, balance $100, expected $50',
      'booked twice',
    ],
    [
      { ...losing('1x2', [1, 2], 0), expected: -100 },
      "order 1, lock expires, 2: P1's +50 and P2's −150 are lost, balance $0, expected −$100",
      '2 lost',
    ],
  ] as [Ending, string, string][])('says how it ended: %o', (ending, told, short) => {
    expect(endingTold(ending, [50, -150])).toBe(told)
    expect(fateInShort(ending, [50, -150])).toBe(short)
  })
})

describe('the sentence over the board', () => {
  it.each([
    ['nothing is found yet', emptyBoard, 'Trying every order…', 'asking'],
    ['the search runs', boardOf(NAIVE.slice(0, 3)), '2 of 3 orders so far lose an update.', 'loss'],
    [
      'one in six is lost',
      ended([...NAIVE.slice(0, 2), ...NAIVE.slice(5)]),
      '1 of 3 orders loses an update.',
      'loss',
    ],
    ['some are lost', ended(NAIVE), '4 of 6 orders lose an update.', 'loss'],
    ['all are lost', ended(NAIVE.slice(1, 4)), 'All 3 orders lose an update.', 'loss'],
    ['none goes wrong', ended([safe('12'), safe('21'), safe('22')]), 'All 3 orders are safe.', 'calm'],
    ['there are two', ended([safe('12'), safe('21')]), 'Both orders are safe.', 'calm'],
    ['there is one', ended([safe('1')]), 'The only order is safe.', 'calm'],
    ['somebody gives up', ended([GAVE_UP, safe('1')]), '1 of 2 orders makes a transaction give up.', 'fault'],
    ['some are booked twice', ended([TWICE, safe('1')]), '1 of 2 orders books a transaction twice.', 'fault'],
  ] as [string, Board, string, string][])('when %s', (_, board, told, mood) => {
    expect(sentence(board)).toBe(told)
    expect(boardTold(board).mood).toBe(mood)
  })

  it('says that it is complete only when it is', () => {
    expect(details(ended(NAIVE))).toBe('Complete: there are no others.')
    expect(details(ended(NAIVE, { complete: false }))).toBe('These are not all there are.')
    expect(details(boardOf(NAIVE))).toBe('')
  })

  it('says of a sample that it is one, of how many, and with which seed', () => {
    const board = ended(NAIVE, { complete: false, sampled: { estimate: 52_345_678_901, seed: 42 } })
    expect(sentence(board)).toBe('4 of 6 sampled orders lose an update.')
    expect(details(board)).toBe(
      'A sample of 6 out of about 5·10¹⁰, seed 42: what it did not meet may still exist.',
    )
  })

  it('adds what else goes wrong, and that a right balance proves nothing', () => {
    expect(details(ended([CRACKED, TWICE, GAVE_UP, ...NAIVE]))).toBe(
      '1 of them ends at the right balance all the same. 1 books a transaction twice. 1 goes below zero. 1 makes a transaction give up. Complete: there are no others.',
    )
  })

  it('tells why the search broke off, and what was found until then', () => {
    const board = ended(NAIVE, { complete: false, problem: 'P1 hangs.' })
    expect(sentence(board)).toBe('The search broke off.')
    expect(details(board)).toBe('P1 hangs. Until then: 4 of 6 orders lose an update.')
  })

  it('tells a refusal in the words of the server', () => {
    const board: Board = { ...emptyBoard, phase: { is: 'refused', message: 'No such strategy.' } }
    expect(sentence(board)).toBe('This cannot be explored.')
    expect(details(board)).toBe('No such strategy.')
  })

  it('does not take a lost connection for the end', () => {
    expect(sentence({ ...emptyBoard, phase: { is: 'unreachable' } })).toBe('The server does not answer.')
    const board: Board = { ...boardOf(NAIVE), phase: { is: 'unreachable' } }
    expect(sentence(board)).toBe('4 of 6 orders lose an update.')
    expect(details(board)).toBe('The connection was lost before the end, so these are not all.')
  })
})

it.each([
  [1, '1'],
  [1528, '1,500'],
  [999_999, '1,000,000'],
  [1_234_567, '1·10⁶'],
  [9_700_000, '1·10⁷'],
  [52_345_678_901, '5·10¹⁰'],
])('about %i is said as %s', (n, told) => {
  expect(roughly(n)).toBe(told)
})
