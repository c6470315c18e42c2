import type { Connection } from './connection.ts'
import { LeasePool } from './lease-pool.ts'
import { Line } from './shared-connection.ts'

/** All our connections to one server, except those that listen. */
export interface Link {
  readonly line: Line
  readonly leases: LeasePool
  /** None of them is any good any more: new ones are dialled. */
  drop(): void
  close(): void
}

/** `onLost`: the shared connection has ended. */
export function createLink(dial: () => Promise<Connection>, onLost?: () => void): Link {
  const line = new Line(dial, onLost)
  const leases = new LeasePool(dial)
  return {
    line,
    leases,
    drop() {
      line.drop()
      leases.drop()
    },
    close() {
      line.close()
      leases.close()
    },
  }
}
