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
    /** Of those that lose an update, how many end at the expected balance all the same. */
    rightByChance,
    /** Interleavings without anything that is unsafe; that all are is only proven when the search is complete. */
    safe,
    anomalies,
    /** In how many it decides that the journal cannot tell what a write built on. */
    either,
    /** Interleavings by final balance. */
    balances: Object.fromEntries(balances.map(([balance, count]) => [String(balance), count])),
    verbs,
    /** Some lock or key had a TTL. Without one none can expire, whatever the scenario allows. */
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
