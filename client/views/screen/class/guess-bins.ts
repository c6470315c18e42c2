import type { Spread } from '../../../../shared/rounds/round-record.ts'

/** Guesses from `from` to `to`, both included. */
export interface GuessBin {
  from: number
  to: number
  first: number
  second: number
  /** The balance that it was lies in it. */
  truth: boolean
}

/** Rows that fit on the projector. */
const MOST = 8

/** Guessed balances in rows: each its own when there are few, else in steps of equal width. `truth` always has a row. */
export function guessBins(first: Spread, second: Spread = {}, truth?: number): GuessBin[] {
  const guesses = [...new Set([...Object.keys(first), ...Object.keys(second)].map(Number))]
  const values = [...new Set([...guesses, ...(truth === undefined ? [] : [truth])])].sort((a, b) => a - b)
  const low = values[0]
  const high = values.at(-1)
  if (low === undefined || high === undefined) return []
  const sum = (spread: Spread, { from, to }: { from: number; to: number }): number =>
    Object.entries(spread)
      .filter(([guess]) => Number(guess) >= from && Number(guess) <= to)
      .reduce((all, [, n]) => all + n, 0)
  const ranges =
    values.length <= MOST
      ? values.map((value) => ({ from: value, to: value }))
      : steps(low, high).filter((range) => values.some((value) => value >= range.from && value <= range.to))
  return ranges.map((range) => ({
    ...range,
    first: sum(first, range),
    second: sum(second, range),
    truth: truth !== undefined && truth >= range.from && truth <= range.to,
  }))
}

/** Ranges of equal width with round limits, that together hold all from `low` to `high`. */
function steps(low: number, high: number): { from: number; to: number }[] {
  const width = roundUp((high - low + 1) / (MOST - 1))
  const start = Math.floor(low / width) * width
  return Array.from({ length: MOST + 1 }, (_, i) => ({
    from: start + i * width,
    to: start + (i + 1) * width - 1,
  }))
}

/** The next number of 1, 2, 5, 10, 20, 50 … */
function roundUp(least: number): number {
  const unit = 10 ** Math.floor(Math.log10(Math.max(1, least)))
  return [1, 2, 5, 10].map((times) => times * unit).find((width) => width >= least) ?? 10 * unit
}
