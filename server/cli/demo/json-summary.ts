import type { EngineKind } from '../../engine/engine.ts'
import type { DemoFlags } from './flags.ts'
import type { RunTally } from './run-tally.ts'

/** The object of `--json`, in the order in which it is printed. */
export function jsonSummary(
  { strategy, client, opening, bare }: Pick<DemoFlags, 'strategy' | 'client' | 'opening' | 'bare'>,
  engine: EngineKind,
  tally: RunTally,
) {
  const { found } = tally
  const expectations = tally.expectations()
  const same = expectations.length > 1 ? undefined : expectations[0]?.[0]
  return {
    strategy,
    client,
    engine,
    runs: tally.runs,
    opening,
    /** One number if all runs expect the same; else runs by expected balance. Leaves out what was not applied. */
    expected: same === undefined ? runsBy(expectations) : same,
    /** Runs by final balance. */
    balances: runsBy(tally.rows().map(({ balance, count }) => [balance, count])),
    lost: found?.lost ?? null,
    doubled: found?.doubled ?? null,
    wrong: found?.wrong ?? null,
    refusedInBalance: found?.refusedInBalance ?? null,
    falselyRefused: found?.falselyRefused ?? null,
    below: found?.below ?? null,
    unapplied: tally.unapplied,
    ...(tally.unexplained > 0 && { wrongResults: tally.unexplained }),
    ...(bare && { bare }),
  }
}

const runsBy = (counts: readonly [number, number][]): Record<string, number> =>
  Object.fromEntries(counts.map(([balance, count]) => [String(balance), count]))
