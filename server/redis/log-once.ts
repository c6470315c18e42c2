import { NoAnswer, type Wire } from './wire.ts'

/**
 * Runs what asks Redis and is tried again by and by: while Redis is away it fails silently, any other trouble is
 * logged, a lasting one once. A connection that is just ending seems to be up still, so that one question gets no answer
 * is no trouble yet.
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
