import type { EngineKind } from '../engine/engine.ts'
import type { Flags } from './flags.ts'
import type { Tally } from './tally.ts'

/** The object of `--json`, in the order in which it is printed. */
export function summary(
  { strategy, client, opening, bare }: Pick<Flags, 'strategy' | 'client' | 'opening' | 'bare'>,
  engine: EngineKind,
  tally: Tally,
) {
  return {
    strategy,
    client,
    engine,
    runs: tally.runs,
    opening,
    expected: tally.expected(),
    /** Runs by final balance. */
    balances: Object.fromEntries(tally.rows().map(({ balance, count }) => [String(balance), count])),
    lost: tally.lost,
    ...(tally.unapplied > 0 && { unapplied: tally.unapplied }),
    ...(bare && { bare }),
  }
}
