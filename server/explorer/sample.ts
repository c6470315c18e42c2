import type { Ending } from '../../shared/proof/exploration.ts'
import type { ParallelRuns } from './parallel-runs.ts'
import { type RandomScheduler, randomScheduler } from './scheduler.ts'

/** Interleavings drawn at random, the same ones with the same seed, and how many they say there are. */
export interface Sample {
  /** Knuth's estimate: the mean, over those drawn, of how many there would be if all were branched alike. */
  estimate(): number
  /** Draws so many more. One that was drawn before is not told again; without a listener none is told at all. */
  draw(
    count: number,
    onNew?: (ending: Ending, scheduler: RandomScheduler, share: number) => void,
  ): Promise<void>
}

/** So many are under way before the next are made up. */
const AT_ONCE = 256

export function createSample(runs: ParallelRuns, seed: number): Sample {
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
