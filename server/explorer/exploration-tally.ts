import { ANOMALIES, type Anomaly, isUnsafe } from '../../shared/proof/anomaly.ts'
import type { Ending, Exploration } from '../../shared/proof/exploration.ts'
import { compareSchedules } from './schedule.ts'

/** Counts endings without keeping them. Their order makes no difference to the counts. */
export interface ExplorationTally {
  readonly schedules: number
  add(ending: Ending): void
  counts(): Pick<Exploration, 'schedules' | 'losing' | 'anomalies' | 'safe' | 'either' | 'balances'>
  /** The interleavings to run again: the shortest one with each anomaly, and the first safe ones. */
  evidence(): Ending[]
}

/** How many safe interleavings are run again: a strategy that depends on chance may fail there. */
const SAFE_AGAIN = 2

export function createExplorationTally(): ExplorationTally {
  let schedules = 0
  let safe = 0
  let either = 0
  const firstSafe: Ending[] = []
  const found = new Map<Anomaly, { count: number; shortest: Ending }>()
  const balances = new Map<number, number>()
  const of = (anomaly: Anomaly) => {
    const known = found.get(anomaly)
    return known ? { count: known.count, shortest: known.shortest.schedule } : { count: 0 }
  }
  return {
    get schedules() {
      return schedules
    },
    add(ending) {
      schedules += 1
      if (!ending.anomalies.some(isUnsafe)) {
        safe += 1
        if (firstSafe.length < SAFE_AGAIN) firstSafe.push(ending)
      }
      if (ending.either) either += 1
      balances.set(ending.balance, (balances.get(ending.balance) ?? 0) + 1)
      for (const anomaly of ending.anomalies) {
        const known = found.get(anomaly)
        if (!known) found.set(anomaly, { count: 1, shortest: ending })
        else {
          known.count += 1
          if (compareSchedules(ending.schedule, known.shortest.schedule) < 0) known.shortest = ending
        }
      }
    },
    counts: () => ({
      schedules,
      losing: of('lost-update').count,
      anomalies: Object.fromEntries(
        ANOMALIES.map((anomaly) => [anomaly, of(anomaly)]),
      ) as Exploration['anomalies'],
      safe,
      either,
      balances: [...balances].sort(([a, often], [b, seldom]) => seldom - often || a - b),
    }),
    evidence: () => [...new Set([...[...found.values()].map(({ shortest }) => shortest), ...firstSafe])],
  }
}
