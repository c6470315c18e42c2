import { setTimeout as sleep } from 'node:timers/promises'
import { type Lease, RefusedByRedis, type Wire } from '../wire.ts'
import type { Follow } from './follow.ts'
import { sharded } from './sharded.ts'

/** Milliseconds before a block is answered with `conflict` because its slot is on the move: tries are few. */
const MOVING_MS = 100

/**
 * An exclusive connection to the server that has the key. It cannot follow the slot when that moves: what is watched is
 * watched on that connection. From the first redirection on nothing is committed over it any more. Whoever reads gets
 * what the cluster says, and whoever had something watched gets a conflict, since nobody knows what has happened to it.
 */
export async function createClusterLease(
  key: string,
  follow: Follow,
  command: Wire['command'],
): Promise<Lease> {
  const own = await follow(key, ({ leases }) => leases.lease())
  let watching = false
  let moved = false

  /** Remembers that the cluster would not have it here. */
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
        return await heeding(own.command(sharded(asked)))
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
        // Let the cluster have its say: by the next try it is known where the slot is now.
        await command(['EXISTS', ...keys])
      }
    },
    async multi(commands) {
      const block = commands.map(sharded)
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
      // Nothing was watched, so any connection to whoever has the slot now will do.
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
