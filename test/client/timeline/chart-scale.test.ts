import { describe, expect, it } from 'vitest'
import { createBalanceHistory, HISTORY_MS, recordBalance } from '../../../client/store/balance-history.ts'
import { rangeOf, spansOf, ticksOf } from '../../../client/timeline/chart-scale.ts'

const NOW = 1_000_000

describe('the spans of the chart', () => {
  const history = createBalanceHistory()
  recordBalance(history, NOW - 2 * HISTORY_MS, 100, 100)
  recordBalance(history, NOW - HISTORY_MS - 500, 150, 150)
  recordBalance(history, NOW - 5000, 150, 100)
  recordBalance(history, NOW - 1000, 150, null)

  it('begin at the left edge with what held there, and end now', () => {
    expect(spansOf(history, NOW)).toEqual([
      { from: NOW - HISTORY_MS, to: NOW - 5000, expected: 150, actual: 150 },
      { from: NOW - 5000, to: NOW - 1000, expected: 150, actual: 100 },
      { from: NOW - 1000, to: NOW, expected: 150, actual: null },
    ])
  })
  it('have no negative length when the newest recordBalance is ahead of the clock', () => {
    expect(spansOf(history, NOW - 1500).at(-1)).toMatchObject({ from: NOW - 1000, to: NOW - 1000 })
  })
})

describe('the scale of the chart', () => {
  it('covers both balances with room above and below, and is never empty', () => {
    expect(rangeOf([{ from: 0, to: 1, expected: 100, actual: -100 }])).toEqual({ low: -124, high: 124 })
    expect(rangeOf([{ from: 0, to: 1, expected: 7, actual: null }])).toEqual({ low: -3, high: 17 })
    expect(rangeOf([])).toEqual({ low: -12, high: 112 })
  })
  it.each([
    [{ low: -124, high: 124 }, 3, [-100, 0, 100]],
    [{ low: -560, high: 208 }, 2, [-500, 0]],
    [{ low: 95, high: 115 }, 4, [95, 100, 105, 110, 115]],
    [{ low: 0.2, high: 2.4 }, 9, [1, 2]],
    [{ low: -1e12, high: 1e12 }, 4, [-1e12, -5e11, 0, 5e11, 1e12]],
    [{ low: 10, high: 30 }, 0, [20]],
  ])('has round and whole marks in %j', (range, most, marks) => {
    expect(ticksOf(range, most)).toEqual(marks)
  })
})
