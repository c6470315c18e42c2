import type { ClientKind } from '../../shared/protocol.ts'
import type { Catalogue } from '../catalogue/catalogue.ts'
import type { Register } from '../nodes/register.ts'
import type { Clock } from '../redis/clock.ts'
import type { Wire } from '../redis/wire.ts'

/** The services that all rooms of a node share. */
export interface RoomServices {
  /** This node and the others on the same Redis. A node's name is in every entry it writes. */
  nodes: Register
  wires: Record<ClientKind, Wire>
  clock: Clock
  catalogue: Catalogue
  /** Fires when the server stops. */
  stop: AbortSignal
  log(error: unknown, what: string): void
}
