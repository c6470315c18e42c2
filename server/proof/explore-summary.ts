import type { Exploration, Played } from '../../shared/proof/exploration.ts'
import type { ExploreFlags } from './explore-flags.ts'

/** The object of `--json`, in the order in which it is printed. */
export function exploreSummary(
  { strategy, client, scenario }: Pick<ExploreFlags, 'strategy' | 'client' | 'scenario'>,
  engine: string,
  { complete, schedules, losing, safe, anomalies, balances, sampled, problem }: Exploration,
  rightByChance: number,
) {
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
    safe,
    anomalies,
    /** Interleavings by final balance. */
    balances: Object.fromEntries(balances.map(([balance, count]) => [String(balance), count])),
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
