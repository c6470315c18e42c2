import type { Ending } from '../../shared/proof/exploration.ts'
import type { ParallelRuns } from './parallel-runs.ts'
import { type RandomScheduler, randomScheduler } from './scheduler.ts'

/** Random interleavings, the same for the same seed, and an estimate of how many there are in all. */
export interface RandomSample {
  /** Knuth's estimate: the mean, over the draws, of how many there are if all branch like that one. */
  estimate(): number
  /** Draws `count` more. Calls `onNew` for each that was not reported before. */
  draw(
    count: number,
    onNew?: (ending: Ending, scheduler: RandomScheduler, share: number) => void,
  ): Promise<void>
}

/** The size of a batch. */
const AT_ONCE = 256

export function createRandomSample(runs: ParallelRuns, seed: number): RandomSample {
  const known = new Set<string>()
  let nth = 0
  let sum = 0
  return {
    estimate: () => (nth === 0 ? 0 : sum / nth),
    async draw(count, onNew) {
      for (let drawn = 0; drawn < count; ) {
        const size = Math.min(AT_ONCE, count - drawn)
        const schedulers = Array.from({ length: size }, (_, i) => randomScheduler(seed, nth + i))
        await runs.run(schedulers, (ending, scheduler) => {
          nth += 1
          drawn += 1
          sum += scheduler.estimate
          if (!onNew || known.has(ending.schedule)) return
          known.add(ending.schedule)
          onNew(ending, scheduler, drawn / count)
        })
      }
    },
  }
}
