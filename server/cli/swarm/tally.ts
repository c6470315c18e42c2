import { build, type Histogram } from 'hdr-histogram-js'
import type { Receipt } from '../../../shared/journal.ts'

/** Latencies in milliseconds. */
export interface Latencies {
  p50: number
  p90: number
  p99: number
  p999: number
  max: number
}

/** Microseconds: an hour. Longer ones count as an hour. */
const HIGHEST = 3_600_000_000
const DIGITS = 3

/** Counts what became of the transactions, and how long they took. */
export class Tally {
  readonly #micros: Histogram = build({
    highestTrackableValue: HIGHEST,
    numberOfSignificantValueDigits: DIGITS,
  })
  fired = 0
  readonly outcomes: Record<Receipt['outcome'], number> = { applied: 0, rejected: 0, 'gave-up': 0, failed: 0 }
  /** Errors by their code, and closed connections. */
  readonly errors: Record<string, number> = {}

  settled({ outcome }: Receipt, ms: number): void {
    this.outcomes[outcome] += 1
    this.#micros.recordValue(Math.min(HIGHEST, Math.max(1, Math.round(ms * 1000))))
  }

  error(code: string): void {
    this.errors[code] = (this.errors[code] ?? 0) + 1
  }

  get ended(): number {
    return Object.values(this.outcomes).reduce((sum, one) => sum + one, 0)
  }

  /** `undefined` before the first transaction has ended. */
  get latencies(): Latencies | undefined {
    if (this.#micros.totalCount === 0) return undefined
    const max = this.#micros.maxValue / 1000
    // The histogram answers the end of a bucket, which may be beyond the maximum.
    const at = (percentile: number): number =>
      Math.min(max, this.#micros.getValueAtPercentile(percentile) / 1000)
    return { p50: at(50), p90: at(90), p99: at(99), p999: at(99.9), max }
  }
}
