import { createHash } from 'node:crypto'
import { Mutex } from 'async-mutex'
import { PLACES } from '../../shared/proof/anomaly.ts'
import { type ClaimCell, type ClaimTraits, cellsOf, scenariosOf } from '../../shared/proof/claims.ts'
import type { Exploration } from '../../shared/proof/exploration.ts'
import { exploreQuery } from '../../shared/proof/explore-query.ts'
import type { Scenario } from '../../shared/proof/scenario.ts'
import type { Finding } from '../../shared/strategy-card.ts'
import type { CatalogueEntry } from '../catalogue/catalogue.ts'
import type { Wire } from '../redis/wire.ts'
import { explore } from './explore.ts'
import { Unexplorable } from './unexplorable.ts'

/** Finds the anomalies of a strategy, one cell of the matrix at a time. */
export interface Examiner {
  /** The finding of one cell, cached until the strategy's file changes. Throws `Unexplorable`. */
  find(entry: CatalogueEntry, cell: ClaimCell, signal: AbortSignal): Promise<Finding>
  /** Yields a finding for each cell of the strategy. Throws `Unexplorable`. */
  examine(entry: CatalogueEntry, signal: AbortSignal): AsyncGenerator<Finding>
  /** In words, what was not tried. Call it after all cells have their findings. */
  untried(entry: CatalogueEntry): string[]
  /** In words, what was found that no cell shows. */
  remarks(entry: CatalogueEntry): string[]
}

/** Larger than the scenarios of our strategies, so that their cells are complete and not samples. */
const LIMIT = 40_000
const SAMPLES = 1000
/** Fixed, so that a sample is the same each time. */
const SEED = 1

/** The results for one strategy's file. */
interface ExaminedStrategy {
  traits: ClaimTraits
  explorations: Map<string, Exploration>
}

/** `wire` is called when an exploration begins. */
export function createExaminer(wire: () => Promise<Wire>): Examiner {
  const known = new Map<string, ExaminedStrategy>()
  // One at a time: it uses a whole processor, and rooms need the rest.
  const turn = new Mutex()

  function examined({ id, card }: CatalogueEntry): ExaminedStrategy {
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
  /** Explores the cell's scenarios until one shows the anomaly. A TTL found on the way adds scenarios. */
  async function search(entry: CatalogueEntry, cell: ClaimCell, signal: AbortSignal): Promise<Exploration[]> {
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
  async function find(entry: CatalogueEntry, cell: ClaimCell, signal: AbortSignal): Promise<Finding> {
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
  { anomaly, place }: ClaimCell,
  all: readonly Exploration[],
  { expires }: ClaimTraits,
): Finding {
  const shown = all.find(({ anomalies }) => anomalies[anomaly].count > 0)
  // If no scenario shows the anomaly, the one in which a lock expires is the strongest evidence.
  const hardest = expires ? all.find(({ scenario }) => scenario.lockExpiries > 0) : undefined
  const evidence = shown ?? (anomaly === 'lost-update' ? hardest : undefined) ?? (all[0] as Exploration)
  const { count, shortest } = evidence.anomalies[anomaly]
  const complete = all.every((one) => one.complete)
  // A polling loop may have a bound that was not reached, after which it gives up.
  const isHidden = anomaly === 'starvation' && all.some(({ polls }) => polls)
  return {
    anomaly,
    place,
    found: shown ? 'possible' : complete && !isHidden ? 'never' : 'not-found',
    count,
    schedules: evidence.schedules,
    complete: evidence.complete,
    query: exploreQuery(id, evidence.scenario, shortest),
    tried: all.map((one) => ({
      query: exploreQuery(id, one.scenario),
      schedules: one.schedules,
      complete: one.complete,
    })),
  }
}

/** Findings for wrong results, which have no cell: a strategy with one must not be called "not guilty". */
function wrongResults(id: string, { explorations }: ExaminedStrategy): Finding[] {
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

function untriedOf({ traits, explorations }: ExaminedStrategy): string[] {
  const sampled = [...explorations.values()].filter(({ complete }) => !complete)
  return [
    traits.expires
      ? 'a lock or key that expires more than once'
      : 'a lock or key that expires: it uses none with a TTL',
    'more than one lost reply or crash, and both together',
    'more than three transactions, and three on one node',
    ...sampled.map(
      ({ scenario, schedules }) =>
        `all orders of ${scenario.transactions.length} transactions on ${scenario.nodes === 1 ? 'one node' : 'two nodes'}: only ${schedules} were tried`,
    ),
  ]
}

function remarksOf({ explorations }: ExaminedStrategy): string[] {
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
          `In ${either} of ${orders} orders the verdict depends on which of two equal balances a write was computed from, which the journal cannot tell.`,
        ]
      : []),
    ...(all.some(({ polls }) => polls)
      ? [
          'A command that repeated a question and got the same answer was not tried again until something had changed.',
        ]
      : []),
  ]
}
