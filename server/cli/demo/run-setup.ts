import type { Step, Strategy } from '../../account/account.ts'
import type { Point } from '../../account/step.ts'
import type { Wire } from '../../redis/wire.ts'
import type { Planned } from './run-result.ts'

/** What those who watch a run hear while it goes on. */
export interface Watcher {
  updating(name: string): void
  /** An attempt was refused: somebody else had written. */
  refused(name: string): void
  /** No answer came: Redis is being asked how it ended. */
  checking(name: string): void
  finishing(name: string): void
  /** The strategy itself failed. */
  mistake(error: unknown): void
}

/** All that one run needs. Every run of a demo has the same. */
export interface RunSetup {
  strategy: Strategy
  opening: number
  /** Each with a connection of its own. */
  actors: readonly (Planned & { wire: Wire })[]
  /** The connection for what is before and after: opening the account, reading it and its journal. */
  books: Wire
  think: { thinkMs: number; jitterMs: number }
  /** The lowest balance a withdrawal may leave. */
  floor: number
  /** Percent of the writes whose reply is lost on purpose. */
  lostReplies: number
  watcher: Watcher
  /** Ends every pause at once. */
  stop: AbortSignal
}

/** The strategy, telling of every refused attempt. */
export function watched(strategy: Strategy, onRefused: () => void): Strategy {
  return {
    ...strategy,
    update(account, tx, step) {
      const told = ((point: Point, about: never) => {
        if (point === 'backoff') onRefused()
        return step(point as 'blocked', about)
      }) as Step
      return strategy.update(account, tx, told)
    },
  }
}

/** Waits for all, even when one fails: nobody may write any more once the account is cleared away. */
export async function allOf<T>(works: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(works)
  return Promise.all(works)
}
