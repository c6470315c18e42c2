/** The length of the chart and its resolution, in milliseconds. */
export const HISTORY_MS = 60_000
const GRAIN_MS = 100

/** Expected and actual balance over time: columns of equal length, times ascending, on the clock of Redis. */
export interface BalanceHistory {
  at: number[]
  expected: number[]
  actual: (number | null)[]
}

export function createBalanceHistory(): BalanceHistory {
  return { at: [], expected: [], actual: [] }
}

/**
 * Whether the chart has already shown a later time. A snapshot repeats old entries, perhaps of another history, and the
 * chart keeps what it has shown.
 */
export function isPast(history: BalanceHistory, at: number): boolean {
  const lastAt = history.at.at(-1)
  return lastAt !== undefined && at < lastAt - GRAIN_MS
}

/** Records the balances from `at` on. Within a tenth of a second the last record counts. */
export function recordBalance(
  history: BalanceHistory,
  at: number,
  expected: number,
  actual: number | null,
): void {
  const last = history.at.length - 1
  const lastAt = history.at[last]
  if (lastAt !== undefined && history.expected[last] === expected && history.actual[last] === actual) return
  if (lastAt !== undefined && at - lastAt < GRAIN_MS && last > 0) {
    history.expected[last] = expected
    history.actual[last] = actual
    return
  }
  history.at.push(lastAt === undefined ? at : Math.max(at, lastAt + 1))
  history.expected.push(expected)
  history.actual.push(actual)
  trim(history, at - HISTORY_MS)
}

/** Drops points older than `from`, but keeps the one that holds at `from`. */
function trim(history: BalanceHistory, from: number): void {
  const second = history.at.findIndex((at, index) => index > 0 && at >= from)
  const drop = second - 1
  if (drop < 64) return
  history.at.splice(0, drop)
  history.expected.splice(0, drop)
  history.actual.splice(0, drop)
}
