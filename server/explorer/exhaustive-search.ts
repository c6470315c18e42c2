import type { Ending } from '../../shared/proof/exploration.ts'
import type { ParallelRuns } from './parallel-runs.ts'
import { EMPTY_PREFIX, followPrefix, type Prefix, type PrefixScheduler } from './scheduler.ts'

/** The search for every interleaving, depth first. */
export interface ExhaustiveSearch {
  /** Every interleaving has been run. */
  readonly complete: boolean
  /** The finished share of the search, 0 to 1. Exact, since each choice divides its share evenly. */
  readonly done: number
  /** Goes on until all interleavings, or `most` more, have been run. */
  go(most: number): Promise<void>
  /** Whether the interleaving with these picks has been run. */
  covers(picks: readonly string[]): boolean
}

/**
 * How many prefixes are taken from the stack at once. It does not depend on how many run in parallel: when the search
 * stops early, the set of those run must not depend on which one was faster.
 */
const BATCH = 128

export function createExhaustiveSearch(
  runs: ParallelRuns,
  onEnding: (ending: Ending) => void,
): ExhaustiveSearch {
  const stack: Prefix[] = [EMPTY_PREFIX]
  /** Every interleaving that has not been run begins with one of these. */
  let left = new Set<string>([''])
  let done = 0
  let running = 0
  const complete = (): boolean => stack.length === 0 && running === 0
  return {
    get complete() {
      return complete()
    },
    get done() {
      return complete() ? 1 : done
    },
    async go(most) {
      for (let more = most; more > 0 && stack.length > 0; ) {
        const batch = stack.splice(-Math.min(BATCH, more)).map(followPrefix)
        more -= batch.length
        running = batch.length
        await runs.run(batch, (ending, { weight }: PrefixScheduler) => {
          done += weight
          onEnding(ending)
        })
        for (const { alternatives } of batch) stack.push(...alternatives)
        running = 0
      }
      left = new Set(stack.map(({ choices }) => keyOf(choices.map(({ picked }) => picked))))
    },
    covers: (picks) => !picks.some((_, i) => left.has(keyOf(picks.slice(0, i + 1)))),
  }
}

const keyOf = (picks: readonly string[]): string => picks.join(' ')
