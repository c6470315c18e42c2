import type { ClientKind } from '../../shared/protocol.ts'
import type { RoundRecord } from '../../shared/rounds/round-record.ts'
import type { Catalogue } from '../catalogue/catalogue.ts'
import type { Lesson } from '../lessons/lesson.ts'
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
  /** The lessons in the order in which they are taught. */
  lessons: readonly Lesson[]
  /** This server has a folder for strategies of its users. */
  ownStrategies?: boolean
  /** Seats so many bots in a room. Throws `BankError`. */
  seatBots?: (code: string, count: number, perSecond: number) => Promise<void>
  /** Called on the node that has stored the record of a round. */
  onRecord?: ((code: string, record: RoundRecord) => void) | undefined
  /** Called on the node that has ended a transfer question: all answers to it are known now. */
  onLearnt?: ((code: string) => void) | undefined
  /** Fires when the server stops. */
  stop: AbortSignal
  log(error: unknown, what: string): void
}
