import { setTimeout as sleep } from 'node:timers/promises'
import { type Lease, RefusedByRedis, type Wire } from '../wire.ts'
import type { FollowRedirects } from './follow-redirects.ts'
import { withShardedPublish } from './sharded-publish.ts'

/** Milliseconds to wait before `conflict` while a slot moves: a strategy has few attempts. */
const MOVING_MS = 100

/**
 * Opens an exclusive connection to the server that has the key. It cannot follow a slot that moves, because a watch
 * belongs to the connection. After the first redirection it commits nothing more: reads go to the server that the
 * cluster names, and a block with watched keys gets a conflict, since those keys may have changed.
 */
export async function createClusterLease(
  key: string,
  follow: FollowRedirects,
  command: Wire['command'],
): Promise<Lease> {
  const own = await follow(key, ({ leases }) => leases.lease())
  let watching = false
  let moved = false

  /** Remembers that the cluster has redirected this connection. */
  async function heeding<T>(work: Promise<T>): Promise<T> {
    try {
      return await work
    } catch (error) {
      if (error instanceof RefusedByRedis && error.redirects) moved = true
      throw error
    }
  }
  const redirected = (error: unknown): boolean => error instanceof RefusedByRedis && error.redirects

  return {
    get usable() {
      return !moved && own.usable
    },
    async command(asked) {
      if (moved) return command(asked)
      try {
        return await heeding(own.command(withShardedPublish(asked)))
      } catch (error) {
        if (!redirected(error)) throw error
        return command(asked)
      }
    },
    async watch(keys) {
      watching = true
      if (moved) return
      try {
        await heeding(own.watch(keys))
      } catch (error) {
        if (!redirected(error)) throw error
        // This follows the redirection, so that the next attempt knows where the slot is.
        await command(['EXISTS', ...keys])
      }
    },
    async multi(commands) {
      const block = commands.map(withShardedPublish)
      if (!moved) {
        const before = watching
        watching = false
        try {
          return await heeding(own.multi(block))
        } catch (error) {
          if (!redirected(error)) throw error
          watching ||= before
        }
      }
      if (watching) {
        await sleep(MOVING_MS)
        return 'conflict'
      }
      // Nothing was watched, so any connection to the slot's present server will do.
      return follow(key, async ({ leases }) => {
        const other = await leases.lease()
        try {
          return await other.multi(block)
        } finally {
          await other.release()
        }
      })
    },
    release: () => own.release(),
  }
}
