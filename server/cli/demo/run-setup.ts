import type { Step, Strategy } from '../../account/account.ts'
import type { Point } from '../../account/step.ts'
import type { Wire } from '../../redis/wire.ts'
import type { PlannedTransaction } from './run-result.ts'

/** The events of a run. */
export interface Watcher {
  updating(name: string): void
  /** An attempt was refused because another transaction had written. */
  refused(name: string): void
  /** No answer came; Redis is asked for the outcome. */
  checking(name: string): void
  finishing(name: string): void
  /** The strategy itself failed. */
  mistake(error: unknown): void
}

/** All that a run needs; the same for every run of a demo. */
export interface RunSetup {
  strategy: Strategy
  opening: number
  /** Each with a connection of its own. */
  actors: readonly (PlannedTransaction & { wire: Wire })[]
  /** The connection that opens the account before the run, and reads it and its journal after it. */
  books: Wire
  think: { thinkMs: number; jitterMs: number }
  /** Withdrawals may not take the balance below zero. */
  noOverdraft: boolean
  /** Percent of the writes whose reply is lost on purpose. */
  lostReplies: number
  watcher: Watcher
  /** Ends every pause at once. */
  stop: AbortSignal
}

/** The same strategy; it calls `onRefused` for every refused attempt. */
export function watchedStrategy(strategy: Strategy, onRefused: () => void): Strategy {
  return {
    ...strategy,
    update(account, tx, step) {
      const watchedStep = ((point: Point, about: never) => {
        if (point === 'backoff') onRefused()
        return step(point as 'blocked', about)
      }) as Step
      return strategy.update(account, tx, watchedStep)
    },
  }
}

/** Waits for all, even when one fails: no transaction may write after the account is removed. */
export async function allOf<T>(works: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(works)
  return Promise.all(works)
}
