import type { Seen, Step } from './account.ts'

export type Point = 'read' | 'think' | 'backoff' | 'blocked' | 'renew'

/**
 * Makes a seam from one function. `wait` is called at every point, with the read, or the promise that ends the wait.
 * It must not reject when that promise does: the strategy gets the rejection from the promise itself.
 */
export function createStep(
  wait: (point: Point, seen?: Seen, free?: Promise<unknown>) => Promise<void>,
): Step {
  const step = async (point: Point, about?: Seen | Promise<unknown>): Promise<unknown> => {
    if (!(about instanceof Promise)) return wait(point, about)
    await wait(point, undefined, about)
    return about
  }
  return step as Step
}
