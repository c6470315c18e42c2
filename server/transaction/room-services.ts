import type { ClientKind } from '../../shared/protocol.ts'
import type { Catalogue } from '../catalogue/catalogue.ts'
import type { Register } from '../nodes/register.ts'
import type { Clock } from '../redis/clock.ts'
import type { Wire } from '../redis/wire.ts'

/** What every room of a node shares. */
export interface RoomServices {
  /** This node, whose name is in every entry it writes, and the others on the same Redis. */
  nodes: Register
  wires: Record<ClientKind, Wire>
  clock: Clock
  catalogue: Catalogue
  /** Fires when the server stops. */
  stop: AbortSignal
  log(error: unknown, what: string): void
}
