import { NoAnswer, type Wire } from './wire.ts'

/**
 * Runs work that asks Redis and is retried later. Errors while Redis is away are ignored; any other error is logged,
 * the same one only once. A single `NoAnswer` is ignored, too: a connection that is just ending still seems to be up.
 */
export function createLogOnce(
  wire: Pick<Wire, 'up'>,
  log: (error: unknown, what: string) => void,
): (what: string, work: () => Promise<void>) => Promise<void> {
  let trouble = ''
  let unanswered = 0
  return async (what, work) => {
    try {
      await work()
      unanswered = 0
    } catch (error) {
      if (!wire.up || String(error) === trouble) return
      if (error instanceof NoAnswer && ++unanswered === 1) return
      trouble = String(error)
      log(error, what)
    }
  }
}
