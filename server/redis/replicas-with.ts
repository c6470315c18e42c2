import { PACE } from '../../shared/pace.ts'
import { KEPT_SECONDS } from './keys.ts'
import { NoAnswer, RefusedByRedis, type Wire } from './wire.ts'

/**
 * How many replicas have the key and everything that was written before it. Answers as soon as one has; after `ms`
 * milliseconds the number that have it by then, mostly 0. Also 0 where Redis has no `WAIT`. `undefined` when the key is
 * not in the present Redis, or no answer came.
 *
 * `WAIT` is about the writes of its own connection, and blocks that connection. So it gets an exclusive one, which
 * writes the key's expiry again. Replicas receive all writes in one order: a replica that has this write has all
 * earlier ones, too. `EXPIRE` answers 1 only if no failover has lost the key in between.
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
      // If the key has moved meanwhile, EXPIRE and WAIT may have reached different servers.
      return found === 1 && lease.usable ? Number(replicas) : undefined
    } finally {
      await lease.release()
    }
  } catch (error) {
    if (error instanceof NoAnswer || error instanceof RefusedByRedis) return undefined
    throw error
  }
}
