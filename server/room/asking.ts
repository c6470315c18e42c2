import type { Wire } from '../account/wire.ts'

/**
 * Runs what asks Redis and is tried again by and by: while Redis is away it fails silently, any other trouble is
 * logged, a lasting one once.
 */
export function createAsking(
  wire: Pick<Wire, 'up'>,
  log: (error: unknown, what: string) => void,
): (what: string, work: () => Promise<void>) => Promise<void> {
  let trouble = ''
  return async (what, work) => {
    try {
      await work()
    } catch (error) {
      if (!wire.up || String(error) === trouble) return
      trouble = String(error)
      log(error, what)
    }
  }
}
