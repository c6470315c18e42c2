import { Mutex as AsyncMutex, withTimeout } from 'async-mutex'
import { type Lease, NoAnswer, type Wire } from '../redis/wire.ts'
import { LockWaitUsedUp, type Mutex } from './account.ts'

/** What the transactions of one room share in the memory of one node, through one Redis library. */
export interface SharedResources {
  readonly mutex: Mutex
  /** The connection all of them use for WATCH and MULTI, opened when first asked for and again when it broke. */
  shared(): Promise<Lease>
  close(): Promise<void>
}

/**
 * `key`: any key of the room, which tells where its connection leads to. `waitMs`: how long the mutex may be waited for;
 * without an end when absent.
 */
export function createSharedResources(
  wire: Pick<Wire, 'lease'>,
  key: string,
  waitMs?: number,
): SharedResources {
  const bare = new AsyncMutex()
  const mutex = waitMs === undefined ? bare : withTimeout(bare, waitMs, new LockWaitUsedUp())
  let current: Promise<Lease> | undefined

  const drop = (): void => {
    const dropped = current
    current = undefined
    void dropped?.then((lease) => lease.release()).catch(() => {})
  }
  /** A connection that broke is of no use to anybody: the next one to ask gets a new one. */
  const guarded = (lease: Lease, self: Promise<Lease>): Lease => {
    const guard = async <T>(work: Promise<T>): Promise<T> => {
      try {
        return await work
      } catch (error) {
        if (error instanceof NoAnswer && current === self) drop()
        throw error
      }
    }
    return {
      get usable() {
        return lease.usable
      },
      command: (command) => guard(lease.command(command)),
      watch: (keys) => guard(lease.watch(keys)),
      multi: (commands) => guard(lease.multi(commands)),
      release: async () => {},
    }
  }
  return {
    mutex: { acquire: () => mutex.acquire() },
    async shared() {
      for (;;) {
        current ??= wire.lease(key)
        const self = current
        try {
          const lease = await self
          if (lease.usable) return guarded(lease, self)
          if (current === self) drop()
        } catch (error) {
          if (current === self) current = undefined
          throw error
        }
      }
    },
    async close() {
      drop()
    },
  }
}
