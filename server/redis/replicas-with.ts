import { PACE } from '../../shared/pace.ts'
import { KEPT_SECONDS } from './keys.ts'
import { NoAnswer, RefusedByRedis, type Wire } from './wire.ts'

/**
 * How many replicas have what is stored at `key`, and everything that was written before it: one at least, or after
 * half a second as many as there are, mostly none; none, too, where there is no `WAIT`. `undefined` when the key is not
 * in the Redis that is there now, or no answer came.
 *
 * `WAIT` speaks of what its own connection has written, and holds that connection up. So it gets one to itself, which
 * writes the key's expiry once more. The stream to the replicas has one order: who has that has all before it, whoever
 * wrote it. And that `EXPIRE` answers 1 tells that no failover in between has lost the key.
 */
export async function replicasWith(
  wire: Wire,
  key: string,
  ms: number = PACE.confirmMs,
): Promise<number | undefined> {
  try {
    const lease = await wire.lease(key)
    try {
      const [found, replicas] = await Promise.all([
        lease.command(['EXPIRE', key, String(KEPT_SECONDS)]),
        lease.command(['WAIT', '1', String(ms)]).catch((error: unknown) => {
          if (error instanceof RefusedByRedis) return 0
          throw error
        }),
      ])
      // Where the key has moved meanwhile, the one who wrote is not the one who was asked to wait.
      return found === 1 && lease.usable ? Number(replicas) : undefined
    } finally {
      await lease.release()
    }
  } catch (error) {
    if (error instanceof NoAnswer || error instanceof RefusedByRedis) return undefined
    throw error
  }
}
