import { describe, expect, it } from 'vitest'
import { type Board, emptyBoard } from '../../../client/board/board.ts'
import { boardText, roughly } from '../../../client/wording/board-words.ts'
import type { Exploration } from '../../../shared/proof/exploration.ts'
import type { Scenario } from '../../../shared/proof/scenario.ts'
import {
  boardOf,
  CRACKED,
  ended,
  FAILED,
  GAVE_UP,
  HUNG,
  NAIVE,
  REFUSED,
  safe,
  TWICE,
  WRONG,
} from '../board/explored.ts'

const sentence = (board: Board) => {
  const { headline, rest } = boardText(board)
  return `${headline} ${rest}`.trim()
}
const details = (board: Board) => boardText(board).details.join(' ')

const ON_100 =
  'Complete for +50 and −150 on 100, one node, 12 attempts, no lost reply, no lock expires, no node crashes, overdraft allowed.'
const COMPLETE = `${ON_100} There are no other orders.`

describe('the sentence over the board', () => {
  it.each([
    ['nothing is found yet', emptyBoard, 'Trying every order…', 'asking'],
    ['the search runs', boardOf(NAIVE.slice(0, 3)), '2 of 3 orders so far lose an update.', 'loss'],
    [
      'one order loses an update',
      ended([...NAIVE.slice(0, 2), ...NAIVE.slice(5)]),
      '1 of 3 orders loses an update.',
      'loss',
    ],
    ['some orders lose an update', ended(NAIVE), '4 of 6 orders lose an update.', 'loss'],
    ['all orders lose an update', ended(NAIVE.slice(1, 4)), 'All 3 orders lose an update.', 'loss'],
    ['no order goes wrong', ended([safe('12'), safe('21'), safe('22')]), 'All 3 orders are safe.', 'calm'],
    ['there are two orders', ended([safe('12'), safe('21')]), 'Both orders are safe.', 'calm'],
    ['there is one order', ended([safe('1')]), 'The only order is safe.', 'calm'],
    ['a player gives up', ended([GAVE_UP, safe('1')]), '1 of 2 orders makes a transaction give up.', 'fault'],
    ['a write is doubled', ended([TWICE, safe('1')]), '1 of 2 orders books a transaction twice.', 'fault'],
    ['an amount is wrong', ended([WRONG]), 'The only order books a wrong amount.', 'fault'],
    ['an order hangs', ended([HUNG, safe('1')]), '1 of 2 orders hangs.', 'fault'],
    [
      'no order has gone wrong so far',
      boardOf([safe('1'), safe('2')]),
      'Nothing wrong was found in 2 orders so far.',
      'open',
    ],
  ] as [string, Board, string, string][])('states the result when %s', (_, board, told, mood) => {
    expect(sentence(board)).toBe(told)
    expect(boardText(board).mood).toBe(mood)
  })

  it('says that the search is complete only when it is', () => {
    expect(details(ended(NAIVE))).toBe(COMPLETE)
    expect(details(ended([safe('1')]))).toBe(`${ON_100} There is no other order.`)
    expect(details(ended(NAIVE, { complete: false }))).toBe('There are more orders.')
    expect(details(boardOf(NAIVE))).toBe('')
  })

  it('names every setting of a complete search, and the commands that were counted once', () => {
    const scenario: Scenario = {
      ...{ opening: 20, transactions: [-60], nodes: 2, overdraft: 'refused', attempts: 1 },
      ...{ lostReplies: 1, lockExpiries: 2, crashes: 1 },
    }
    const told = details(ended([safe('1')], { scenario, polls: true }))
    expect(told).toBe(
      'Complete for −60 on 20, two nodes, one attempt, a reply lost once at most, a lock expires twice at most, a node crashes once at most, overdraft refused. A command that only asked again was counted once. No lock with a TTL was taken, so none can expire. There is no other order.',
    )
    expect(details(ended([safe('1')], { scenario, expires: true }))).not.toMatch(/TTL|asked again/)
  })

  it.each([
    ['stopped', { complete: false }, 'Nothing wrong was found in 2 orders.'],
    [
      'sampled',
      { complete: false, sampled: { estimate: 52_980, seed: 1 } },
      'Nothing wrong was found in 2 of about 53,000 orders.',
    ],
    ['broken off', { complete: false, problem: 'P1 throws.' }, 'The search broke off.'],
    ['inconsistent in its numbers', { safe: 1 }, 'Nothing wrong was found in 2 orders.'],
  ] as [string, Partial<Exploration>, string][])(
    'never says "safe" about a search that was %s',
    (_, more, told) => {
      const board = ended([safe('12'), safe('21')], more)
      expect(sentence(board)).toBe(told)
      expect(boardText(board).mood).not.toBe('calm')
      expect(`${sentence(board)} ${details(board)}`).not.toMatch(/\bsafe\b/)
    },
  )

  it('names transactions that did nothing, and says that the money is safe', () => {
    expect(details(ended([GAVE_UP, safe('1')]))).toContain(
      'Such a transaction did nothing, and its player was told so: the money is safe in every order.',
    )
    expect(details(ended([HUNG, GAVE_UP]))).not.toContain('safe')
    expect(details(ended([REFUSED, safe('1')]))).toContain('1 refuses a transaction.')
    expect(sentence(ended([REFUSED, safe('1')]))).toBe('Both orders are safe.')
    expect(details(ended([FAILED, FAILED]))).toContain('2 have a transaction that failed.')
  })

  it('says in how many orders the journal cannot tell what a write built on', () => {
    expect(details(ended([{ ...safe('1'), either: true }, safe('2')]))).toContain(
      'In 1 of them the verdict depends on what a write built on, which the journal cannot tell.',
    )
  })

  it('says that a sample is one, of how many orders, and with which seed', () => {
    const board = ended(NAIVE, { complete: false, sampled: { estimate: 52_345_678_901, seed: 42 } })
    expect(sentence(board)).toBe('4 of 6 sampled orders lose an update.')
    expect(details(board)).toBe(
      'A sample of 6 out of about 5·10¹⁰, seed 42: what it did not find may still exist.',
    )
  })

  it('adds the other anomalies, and how many wrong orders end at the right balance', () => {
    expect(details(ended([CRACKED, TWICE, GAVE_UP, ...NAIVE]))).toBe(
      `1 of them ends at the right balance all the same. 1 books a transaction twice. 1 goes below zero. 1 makes a transaction give up. ${COMPLETE}`,
    )
  })

  it('says why the search broke off, and what it found until then', () => {
    const board = ended(NAIVE, { complete: false, problem: 'P1 hangs.' })
    expect(sentence(board)).toBe('The search broke off.')
    expect(details(board)).toBe('P1 hangs. Until then: 4 of 6 orders lose an update.')
  })

  it('shows the message of the server when it refuses a search', () => {
    const board: Board = { ...emptyBoard, phase: { is: 'refused', message: 'No such strategy.' } }
    expect(sentence(board)).toBe('This cannot be explored.')
    expect(details(board)).toBe('No such strategy.')
  })

  it('says that the list is incomplete after a lost connection', () => {
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
])('%i is rounded to %s', (n, told) => {
  expect(roughly(n)).toBe(told)
})

it.each([
  [1093, 1093, '1,100'],
  [1049, 1041, '1,100'],
  [1049, 1000, '1,000'],
  [99_999, 99_950, '100,000'],
  [1_093_000, 1_093_000, '1.1·10⁶'],
  [9_999_999, 9_999_999, '1·10⁷'],
])('an estimate of %i after %i runs is rounded to %s, which is not below the runs', (n, ran, told) => {
  expect(roughly(n, ran)).toBe(told)
})
