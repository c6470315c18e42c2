import { type BalanceHistory, HISTORY_MS } from '../store/balance-history.ts'

/** The part of a chart in which nothing changes; times in milliseconds, `from` of the first at the chart's left edge. */
export interface Span {
  from: number
  to: number
  expected: number
  actual: number | null
}

/** The last minute before `now` as spans, oldest first, without those that the chart no longer shows. */
export function spansOf({ at, expected, actual }: BalanceHistory, now: number): Span[] {
  const left = now - HISTORY_MS
  return at.flatMap((from, index) => {
    const to = Math.max(from, Math.min(now, at[index + 1] ?? now))
    if (to < left) return []
    return [{ from: Math.max(from, left), to, expected: expected[index] ?? 0, actual: actual[index] ?? null }]
  })
}

/** The lowest and the highest balance that the chart shows, with room above and below. */
export function rangeOf(spans: readonly Span[]): { low: number; high: number } {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const { expected, actual } of spans) {
    low = Math.min(low, expected, actual ?? expected)
    high = Math.max(high, expected, actual ?? expected)
  }
  if (spans.length === 0) [low, high] = [0, 100]
  const pad = Math.max(10, (high - low) * 0.12)
  return { low: low - pad, high: high + pad }
}

const STEPS = [1, 2, 5]

/** Round balances in the range, ascending and evenly apart: `most` at most, and whole. */
export function ticksOf({ low, high }: { low: number; high: number }, most: number): number[] {
  const least = Math.max(1, (high - low) / Math.max(1, most))
  const power = 10 ** Math.floor(Math.log10(least))
  const step = (STEPS.find((one) => one * power >= least) ?? 10) * power
  const ticks = []
  for (let tick = Math.ceil(low / step) * step; tick <= high; tick += step) ticks.push(tick === 0 ? 0 : tick)
  return ticks
}
