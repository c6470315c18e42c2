import { createHash } from 'node:crypto'
import { Mutex } from 'async-mutex'
import { PLACES } from '../../shared/proof/anomaly.ts'
import { type Cell, cellsOf, scenariosOf, type Traits } from '../../shared/proof/claims.ts'
import type { Exploration } from '../../shared/proof/exploration.ts'
import { exploreQuery } from '../../shared/proof/link.ts'
import type { Scenario } from '../../shared/proof/scenario.ts'
import type { Finding } from '../../shared/strategy-card.ts'
import type { CatalogueEntry } from '../catalogue/catalogue.ts'
import type { Wire } from '../redis/wire.ts'
import { explore } from './explore.ts'
import { Unexplorable } from './unexplorable.ts'

/** Finds out what goes wrong with a strategy, one cell of the matrix at a time. */
export interface Examiner {
  /** What is found in one cell; remembered as long as the strategy's file stays as it is. Throws `Unexplorable`. */
  find(entry: CatalogueEntry, cell: Cell, signal: AbortSignal): Promise<Finding>
  /** One finding after the other, for all cells of the strategy. Throws `Unexplorable`. */
  examine(entry: CatalogueEntry, signal: AbortSignal): AsyncGenerator<Finding>
  /** What has not been tried of a strategy whose cells have all been found, in words. */
  untried(entry: CatalogueEntry): string[]
  /** What else was found that no cell tells, in words. */
  remarks(entry: CatalogueEntry): string[]
}

/** The scenarios are smaller than this, so that a cell is evidence and no sample. */
const LIMIT = 40_000
const SAMPLES = 1000
/** A sample, should there be one, is the same each time. */
const SEED = 1

/** What is known of one strategy's file. */
interface Examined {
  traits: Traits
  explorations: Map<string, Exploration>
}

/** `wire` is asked for when there is something to find. */
export function createExaminer(wire: () => Promise<Wire>): Examiner {
  const known = new Map<string, Examined>()
  // One at a time: it takes all of a processor, and there are rooms to serve.
  const turn = new Mutex()

  function examined({ id, card }: CatalogueEntry): Examined {
    const key = `${id} ${createHash('sha1').update(card.source).digest('hex')}`
    const found = known.get(key) ?? { traits: { expires: false }, explorations: new Map() }
    known.set(key, found)
    return found
  }
  async function explored(
    entry: CatalogueEntry,
    scenario: Scenario,
    signal: AbortSignal,
  ): Promise<Exploration> {
    const { explorations, traits } = examined(entry)
    const query = exploreQuery(entry.id, scenario)
    const before = explorations.get(query)
    if (before) return before
    const bounds = { limit: LIMIT, samples: SAMPLES, seed: SEED }
    const found = await explore({ wire: await wire(), strategy: entry, scenario, signal, ...bounds })
    signal.throwIfAborted()
    if (found.problem !== undefined) throw new Unexplorable(found.problem)
    traits.expires ||= found.expires
    explorations.set(query, found)
    return found
  }
  /** Every scenario of the cell until one shows it. What is found on the way may add scenarios. */
  async function search(entry: CatalogueEntry, cell: Cell, signal: AbortSignal): Promise<Exploration[]> {
    const { traits } = examined(entry)
    for (;;) {
      const { expires } = traits
      const all: Exploration[] = []
      for (const scenario of scenariosOf(cell, { expires })) {
        const found = await explored(entry, scenario, signal)
        all.push(found)
        if (found.anomalies[cell.anomaly].count > 0) return all
      }
      if (traits.expires === expires) return all
    }
  }
  async function find(entry: CatalogueEntry, cell: Cell, signal: AbortSignal): Promise<Finding> {
    return turn.runExclusive(async () => {
      signal.throwIfAborted()
      return findingOf(entry.id, cell, await search(entry, cell, signal), examined(entry).traits)
    })
  }
  return {
    find,
    async *examine(entry, signal) {
      for (const cell of cellsOf(entry.card.claims)) yield await find(entry, cell, signal)
      yield* wrongResults(entry.id, examined(entry))
    },
    untried: (entry) => untriedOf(examined(entry)),
    remarks: (entry) => remarksOf(examined(entry)),
  }
}

function findingOf(
  id: string,
  { anomaly, place }: Cell,
  all: readonly Exploration[],
  { expires }: Traits,
): Finding {
  const shown = all.find(({ anomalies }) => anomalies[anomaly].count > 0)
  // Where a lock can expire, that is the hardest of those that show nothing.
  const hardest = expires ? all.find(({ scenario }) => scenario.lockExpiries > 0) : undefined
  const told = shown ?? (anomaly === 'lost-update' ? hardest : undefined) ?? (all[0] as Exploration)
  const { count, shortest } = told.anomalies[anomaly]
  const complete = all.every((one) => one.complete)
  // A poll that asks for long enough may have a bound, and then it gives up.
  const isHidden = anomaly === 'starvation' && all.some(({ polls }) => polls)
  return {
    anomaly,
    place,
    found: shown ? 'possible' : complete && !isHidden ? 'never' : 'not-found',
    count,
    schedules: told.schedules,
    complete: told.complete,
    query: exploreQuery(id, told.scenario, shortest),
    tried: all.map((one) => ({
      query: exploreQuery(id, one.scenario),
      schedules: one.schedules,
      complete: one.complete,
    })),
  }
}

/** What has no cell and no other name must keep a strategy from being called not guilty. */
function wrongResults(id: string, { explorations }: Examined): Finding[] {
  return PLACES.flatMap((place): Finding[] => {
    const those = [...explorations.values()].filter(
      ({ scenario }) => (scenario.nodes === 1) === (place === 'oneNode'),
    )
    const shown = those.find(({ anomalies }) => anomalies['wrong-result'].count > 0)
    if (!shown) return []
    const { count, shortest } = shown.anomalies['wrong-result']
    const { schedules, complete, scenario } = shown
    return [
      {
        ...{ anomaly: 'wrong-result', place, found: 'possible', count, schedules, complete },
        query: exploreQuery(id, scenario, shortest),
      },
    ]
  })
}

function untriedOf({ traits, explorations }: Examined): string[] {
  const sampled = [...explorations.values()].filter(({ complete }) => !complete)
  return [
    traits.expires
      ? 'a lock or key that expires more than once'
      : 'a lock or key that expires: it takes none with a TTL',
    'more than one lost reply or crash, and both together',
    'more than three transactions, and three on one node',
    ...sampled.map(
      ({ scenario, schedules }) =>
        `all orders of ${scenario.transactions.length} transactions on ${scenario.nodes === 1 ? 'one node' : 'two nodes'}: ${schedules} of them were tried`,
    ),
  ]
}

function remarksOf({ explorations }: Examined): string[] {
  const all = [...explorations.values()]
  const count = (of: (one: Exploration) => number): number => all.reduce((sum, one) => sum + of(one), 0)
  const orders = count(({ schedules }) => schedules)
  const nothing = count(({ anomalies }) => anomalies['wrote-nothing'].count)
  const either = count((one) => one.either)
  const why = all.find(({ wroteNothing }) => wroteNothing !== undefined)?.wroteNothing
  return [
    ...(nothing > 0 ? [`Nothing was written in ${nothing} of ${orders} orders: ${why}.`] : []),
    ...(either > 0
      ? [
          `In ${either} of ${orders} orders it decides which of two equal balances a write was computed from, and the journal cannot tell.`,
        ]
      : []),
    ...(all.some(({ polls }) => polls)
      ? ['A command that only asked again, with the same answer, was not tried until something had changed.']
      : []),
  ]
}
