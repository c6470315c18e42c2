import { createHash } from 'node:crypto'
import { Mutex } from 'async-mutex'
import { type Cell, cellsOf } from '../../shared/proof/claims.ts'
import { exploreQuery } from '../../shared/proof/link.ts'
import type { Finding } from '../../shared/strategy-card.ts'
import type { Wire } from '../account/wire.ts'
import type { CatalogueEntry } from '../catalogue.ts'
import { explore } from './explore.ts'
import { Unexplorable } from './unexplorable.ts'

/** Finds out what goes wrong with a strategy, one cell of the matrix at a time. */
export interface Examiner {
  /** What is found in one cell; remembered as long as the strategy's file stays as it is. Throws `Unexplorable`. */
  find(entry: CatalogueEntry, cell: Cell, signal: AbortSignal): Promise<Finding>
  /** One finding after the other, for all cells of the strategy. Throws `Unexplorable`. */
  examine(entry: CatalogueEntry, signal: AbortSignal): AsyncGenerator<Finding>
}

/** Claims name scenarios that are smaller than this, so that a cell is evidence and no sample. */
const LIMIT = 20_000
const SAMPLES = 1000
/** A sample, should there be one, is the same each time. */
const SEED = 1

/** `wire` is asked for when there is something to find. */
export function createExaminer(wire: () => Promise<Wire>): Examiner {
  const known = new Map<string, Finding>()
  // One at a time: it takes all of a processor, and there are rooms to serve.
  const turn = new Mutex()

  async function find(entry: CatalogueEntry, cell: Cell, signal: AbortSignal): Promise<Finding> {
    const query = exploreQuery(entry.id, cell.scenario)
    const { anomaly, place, scenario } = cell
    const key = `${createHash('sha1').update(entry.card.source).digest('hex')} ${anomaly} ${query}`
    return turn.runExclusive(async () => {
      signal.throwIfAborted()
      const before = known.get(key)
      if (before) return { ...before, place }
      const bounds = { limit: LIMIT, samples: SAMPLES, seed: SEED }
      const found = await explore({ wire: await wire(), strategy: entry, scenario, signal, ...bounds })
      signal.throwIfAborted()
      if (found.problem !== undefined) throw new Unexplorable(found.problem)
      const { count, shortest } = found.anomalies[anomaly]
      const finding: Finding = {
        anomaly,
        place,
        found: count > 0 ? 'possible' : 'never',
        count,
        schedules: found.schedules,
        complete: found.complete,
        query: exploreQuery(entry.id, scenario, shortest),
      }
      known.set(key, finding)
      return finding
    })
  }
  return {
    find,
    async *examine(entry, signal) {
      for (const cell of cellsOf(entry.card.claims)) yield await find(entry, cell, signal)
    },
  }
}
