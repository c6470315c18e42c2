import type { Exploration, Played } from '../../../shared/proof/exploration.ts'
import type { ExploreFlags } from './explore-flags.ts'

/** The object of `--json`, in the order in which it is printed. */
export function exploreSummary(
  { strategy, client, scenario }: Pick<ExploreFlags, 'strategy' | 'client' | 'scenario'>,
  engine: string,
  found: Exploration,
  rightByChance: number,
) {
  const { complete, schedules, losing, safe, anomalies, either, balances } = found
  const { verbs, expires, polls, sampled, problem } = found
  return {
    strategy,
    client,
    engine,
    ...scenario,
    complete,
    schedules,
    losing,
    /** Of the interleavings that lose an update, how many still end at the expected balance. */
    rightByChance,
    /** Interleavings without an unsafe anomaly. That all are safe is proven only by a complete search. */
    safe,
    anomalies,
    /** In how many the verdict depends on the parent of a write that the journal cannot tell. */
    either,
    /** Interleavings by final balance. */
    balances: Object.fromEntries(balances.map(([balance, count]) => [String(balance), count])),
    verbs,
    /** Some lock or key had a TTL. Without a TTL none can expire, whatever the scenario allows. */
    expires,
    ...(polls && { polls }),
    ...(sampled && { sampled }),
    ...(problem !== undefined && { problem }),
  }
}

/** The object of `--json` for one schedule. */
export const playedSummary = (
  { strategy, client, scenario }: Pick<ExploreFlags, 'strategy' | 'client' | 'scenario'>,
  engine: string,
  played: Played,
) => ({ strategy, client, engine, ...scenario, ...played })
