import type { Latencies } from './tally.ts'

/** What a swarm has done and found: the JSON of `--json`. */
export interface SwarmSummary {
  url: string
  room: string
  players: number
  mode: 'open' | 'closed'
  /** Transactions a second of each player that were asked for; only with `open`. */
  rate?: number
  /** As they passed. */
  seconds: number
  fired: number
  /** With an outcome. */
  settled: number
  perSecond: number
  outcomes: Record<'applied' | 'rejected' | 'gave-up' | 'failed', number>
  /** Milliseconds from when a transaction was due until its outcome. */
  latencies?: Latencies
  /** Refusals by their code, and closed connections. */
  errors: Record<string, number>
  account: { epoch: number; version: number; actual: number | null; expected: number; lost: number }
  /** What does not agree; empty: all players saw the same history, and it, the balances and the journal agree. */
  problems: string[]
}
