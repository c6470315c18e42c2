import { describe, expect, it } from 'vitest'
import { emptyBoard, foldLine, isRunning } from '../../../client/board/board.ts'
import { faceOf, marksOf, shownBy } from '../../../client/board/marks.ts'
import { endingText, fateInShort } from '../../../client/wording/ending-words.ts'
import type { Ending } from '../../../shared/proof/exploration.ts'
import {
  begin,
  boardOf,
  CRACKED,
  ended,
  FAILED,
  GAVE_UP,
  HUNG,
  losing,
  NAIVE,
  REFUSED,
  safe,
  TWICE,
  WRONG,
} from './explored.ts'

describe('a board', () => {
  it('shows each order that is found, and counts its marks', () => {
    const half = boardOf(NAIVE.slice(0, 3))
    expect(half).toMatchObject({ total: 3, done: 0.5, counts: { safe: 1, 'lost-update': 2, cracked: 0 } })
    const whole = foldLine(half, { kind: 'found', done: 1, endings: [...NAIVE.slice(3), CRACKED] })
    expect(whole.tiles.map(({ schedule }) => schedule)).toEqual([
      ...NAIVE.map(({ schedule }) => schedule),
      '123123',
    ])
    expect(whole.counts).toMatchObject({ safe: 2, 'lost-update': 5, cracked: 1 })
  })

  it('runs until the server ends or fails the search', () => {
    expect(isRunning(emptyBoard)).toBe(true)
    expect(isRunning(foldLine(emptyBoard, begin))).toBe(true)
    expect(isRunning(boardOf(NAIVE))).toBe(true)
    expect(isRunning(ended(NAIVE))).toBe(false)
    expect(isRunning(foldLine(boardOf(NAIVE), { kind: 'failed', code: 'internal', message: 'no' }))).toBe(
      false,
    )
  })

  it('starts empty when the server begins again', () => {
    expect(foldLine(boardOf(NAIVE), begin)).toEqual(foldLine(emptyBoard, begin))
  })

  it('has the same sequence of orders, whichever was found first', () => {
    const one = ended(NAIVE).tiles
    expect(ended(NAIVE.toReversed()).tiles).toEqual(one)
    expect(one.map(({ schedule }) => schedule)).toEqual(['1122', '1212', '1221', '2112', '2121', '2211'])
  })

  it('keeps the tiles that went wrong when there are too many, and counts all tiles', () => {
    const endings = [safe('1'), losing('2', [1], 5), safe('3'), losing('4', [1], 5), safe('5')]
    const board = boardOf(endings, 3)
    expect(board.tiles.map(({ schedule }) => schedule)).toEqual(['1', '2', '4'])
    expect(board).toMatchObject({ total: 5, counts: { safe: 3, 'lost-update': 2 } })
    const more = foldLine(
      board,
      { kind: 'found', done: 1, endings: [losing('6', [1], 5), losing('7', [1], 5)] },
      3,
    )
    expect(more.tiles.map(({ schedule }) => schedule)).toEqual(['2', '4', '6'])
  })

  it('shows the tiles with a selected mark, and all tiles when no mark is selected', () => {
    const endings = [...NAIVE, CRACKED, GAVE_UP]
    expect(shownBy(new Set(), endings)).toHaveLength(8)
    expect(shownBy(new Set(['cracked']), endings)).toEqual([CRACKED])
    expect(shownBy(new Set(['starvation']), endings)).toEqual([GAVE_UP])
    expect(shownBy(new Set(['safe', 'cracked']), endings)).toHaveLength(4)
    expect(shownBy(new Set(['refused']), [...endings, REFUSED])).toEqual([REFUSED])
  })
})

describe('a tile', () => {
  it('is marked as cracked when its balance is right and the bank is wrong', () => {
    expect(marksOf(CRACKED)).toEqual(['lost-update', 'cracked'])
    expect(faceOf(CRACKED)).toBe('lost-update')
    expect(marksOf(safe('1122'))).toEqual(['safe'])
    expect(faceOf(TWICE)).toBe('double-apply')
    expect(marksOf({ ...WRONG, expected: 200 })).toEqual(['wrong-amount', 'cracked'])
  })

  it('is safe when a transaction did nothing, and its face says why', () => {
    expect(marksOf(GAVE_UP)).toEqual(['safe', 'starvation'])
    expect(faceOf(GAVE_UP)).toBe('starvation')
    expect(marksOf(REFUSED)).toEqual(['safe', 'refused'])
    expect(faceOf(REFUSED)).toBe('refused')
    expect(marksOf(FAILED)).toEqual(['safe', 'failed'])
    expect(faceOf(FAILED)).toBe('failed')
  })

  it('is not safe when the order hangs', () => {
    expect(marksOf(HUNG)).toEqual(['hangs'])
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
    [REFUSED, "order 1 1 2 2: safe, P2's −150 is refused, balance $40", '−150 refused'],
    [FAILED, "order 1, node A crashes, 2: safe, P1's +50 failed, balance $40", '+50 failed'],
    [HUNG, 'order 1, node A crashes, 2: it hangs, balance $40', 'hung'],
    [WRONG, 'order 1 2: a wrong amount is booked, balance $200, expected $150', 'wrong amount'],
    [
      { ...losing('1x2', [1, 2], 0), expected: -100 },
      "order 1, the lock expires, 2: P1's +50 and P2's −150 are lost, balance $0, expected −$100",
      '2 lost',
    ],
  ] as [Ending, string, string][])('says how it ended: %o', (ending, told, short) => {
    expect(endingText(ending, [50, -150])).toBe(told)
    expect(fateInShort(ending, [50, -150])).toBe(short)
  })
})
