import { Mutex as AsyncMutex, withTimeout } from 'async-mutex'
import { type Lease, NoAnswer, type Wire } from '../redis/wire.ts'
import { LockWaitUsedUp, type Mutex } from './account.ts'

/** The resources that the transactions of one room share on one node, for one Redis library. */
export interface SharedResources {
  readonly mutex: Mutex
  /** The shared connection for WATCH and MULTI, opened on first use and again after an error. */
  shared(): Promise<Lease>
  close(): Promise<void>
}

/**
 * `key`: any key of the room, which decides the server to connect to. `waitMs`: how long a transaction may wait for the
 * mutex, in milliseconds; without it, forever.
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
  /** Drops the connection when it breaks, so that the next transaction gets a new one. */
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
