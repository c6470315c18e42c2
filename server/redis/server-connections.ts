import { LeasePool } from './lease-pool.ts'
import type { RedisConnection } from './redis-connection.ts'
import { SharedConnection } from './shared-connection.ts'

/** All our connections to one server, except for subscriptions. */
export interface ServerConnections {
  readonly shared: SharedConnection
  readonly leases: LeasePool
  /** Closes all of them, so that new ones are opened. */
  drop(): void
  close(): void
}

/** `onLost` is called when the shared connection has ended. */
export function createServerConnections(
  dial: () => Promise<RedisConnection>,
  onLost?: () => void,
): ServerConnections {
  const shared = new SharedConnection(dial, onLost)
  const leases = new LeasePool(dial)
  return {
    shared,
    leases,
    drop() {
      shared.drop()
      leases.drop()
    },
    close() {
      shared.close()
      leases.close()
    },
  }
}
