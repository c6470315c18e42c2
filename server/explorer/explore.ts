import { randomInt } from 'node:crypto'
import type { Ending, Exploration } from '../../shared/proof/exploration.ts'
import type { Scenario } from '../../shared/proof/scenario.ts'
import type { Strategy } from '../account/account.ts'
import type { Wire } from '../redis/wire.ts'
import { createExhaustiveSearch } from './exhaustive-search.ts'
import { createExplorationTally, type ExplorationTally } from './exploration-tally.ts'
import { createParallelRuns, type ParallelRuns } from './parallel-runs.ts'
import { createRandomSample } from './random-sample.ts'
import { actsOf } from './schedule.ts'
import { followActs } from './scheduler.ts'
import { InvalidSchedule, PollFound, Unexplorable } from './unexplorable.ts'

export interface ExploreOptions {
  /** Several interleavings run on it at a time. It stays open. */
  wire: Wire
  strategy: { id: string; strategy: Strategy }
  scenario: Scenario
  /** If there are more interleavings than this, only a sample is run. */
  limit?: number
  /** The size of the sample. */
  samples?: number
  /** Seed of the sample. The default is random; the result names it. */
  seed?: number
  /** Ends the search early; `explore` resolves with the findings so far. */
  signal?: AbortSignal
  /** `done`: the finished share of the work, 0 to 1. `endings`: those found since the last call. */
  onProgress?(done: number, endings: Ending[]): void
  /** The search starts again because `command` turned out to be a poll. Discard all endings so far. */
  onRestart?(command: string): void
}

export const LIMIT = 100_000
export const SAMPLES = 10_000
/** Up to this many interleavings are run before their number is estimated. */
const SMALL = 500
/** Random interleavings for an estimate. */
const PROBES = 50
/** The estimate is rough: the search gives up completeness only if it is above the limit times this. */
const CERTAIN = 3
/** Milliseconds between two calls of `onProgress`. */
const REPORT_EVERY_MS = 100

/**
 * Runs every interleaving of the scenario's transactions on a real Redis, or a sample when there are too many, and
 * counts the anomalies. Rejects with `NoAnswer` when Redis does not answer. Cleans up Redis.
 */
export async function explore(options: ExploreOptions): Promise<Exploration> {
  const polls = new Set<string>()
  const seed = options.seed ?? randomInt(1, 2 ** 31)
  for (;;) {
    try {
      return await exploreKnowing(polls, { ...options, seed })
    } catch (error) {
      if (!(error instanceof PollFound)) throw error
      polls.add(error.command)
      options.onRestart?.(error.command)
    }
  }
}

async function exploreKnowing(
  polls: ReadonlySet<string>,
  options: ExploreOptions & { seed: number },
): Promise<Exploration> {
  const { wire, scenario, limit = LIMIT, seed } = options
  const samples = options.samples ?? Math.min(SAMPLES, limit)
  const signal = options.signal ?? new AbortController().signal
  const tally = createExplorationTally()
  const runs = createParallelRuns({ wire, scenario, signal, strategy: options.strategy.strategy, polls })
  const sample = createRandomSample(runs, seed)
  const progress = createProgressReporter(options.onProgress)
  const found = (ending: Ending, done: number): void => {
    tally.add(ending)
    progress.report(done, ending)
  }
  let complete = false
  let sampled: Exploration['sampled']
  let problem: string | undefined
  try {
    const search = createExhaustiveSearch(runs, (ending) => found(ending, search.done))
    await search.go(Math.min(SMALL, limit))
    if (!search.complete) {
      await sample.draw(PROBES)
      if (sample.estimate() <= CERTAIN * limit) await search.go(limit - tally.schedules)
    }
    if (!search.complete) {
      const behind = search.done
      sampled = { estimate: 0, seed }
      await sample.draw(samples, (ending, { picks }, share) => {
        if (!search.covers(picks)) found(ending, behind + (1 - behind) * share)
      })
    }
    complete = search.complete
    await confirm(runs, tally)
  } catch (error) {
    if (error instanceof Unexplorable) problem = error.message
    else if (!signal.aborted) throw error
  } finally {
    await runs.close()
  }
  if (sampled) sampled.estimate = Math.max(Math.round(sample.estimate()), tally.schedules)
  progress.flush(signal.aborted || problem !== undefined ? undefined : 1)
  const { verbs, expires, polled, wroteNothing } = runs.traits
  return {
    strategy: options.strategy.id,
    scenario,
    complete: complete && problem === undefined,
    ...tally.counts(),
    verbs: [...verbs].sort(),
    expires,
    ...(polled && { polls: true }),
    ...(wroteNothing !== undefined && { wroteNothing }),
    ...(sampled && { sampled }),
    ...(problem !== undefined && { problem }),
  }
}

/** Runs the interleavings that serve as evidence again. They must end the same way. */
async function confirm(runs: ParallelRuns, tally: ExplorationTally): Promise<void> {
  const shown = tally.evidence()
  const again = shown.map(({ schedule }) => followActs(actsOf(schedule)))
  let nth = 0
  const same = (ending: Ending): void => {
    if (JSON.stringify(ending) !== JSON.stringify(shown[nth++])) throw changed()
  }
  await runs.run(again, same).catch((error: unknown) => {
    throw error instanceof InvalidSchedule ? changed() : error
  })
}
const changed = (): Unexplorable =>
  new Unexplorable('It is not the same each time: the same steps ended in two different ways.')

/** Reports new endings at intervals, not each one. */
function createProgressReporter(onProgress: ExploreOptions['onProgress']) {
  let untold: Ending[] = []
  let toldAt = Date.now()
  let last = 0
  const flush = (done = last): void => {
    last = done
    toldAt = Date.now()
    const endings = untold
    untold = []
    onProgress?.(done, endings)
  }
  return {
    report(done: number, ending: Ending): void {
      last = done
      if (!onProgress) return
      untold.push(ending)
      if (Date.now() - toldAt >= REPORT_EVERY_MS) flush(done)
    },
    flush,
  }
}
