import type { ClassView } from '../../../../shared/rounds/class-messages.ts'
import type { RoomSession } from '../../../connection/room-session.ts'
import type { Room } from '../../../store/room.ts'
import type { State } from '../../../store/state.ts'

/** What the screen of a phase is made of. */
export interface PhaseProps {
  state: State
  room: Room
  session: RoomSession
  view: ClassView
  /** Milliseconds until the phase ends; absent when it has no deadline. It stands still while the room is paused. */
  left: number | undefined
  /** The player is alone, with bots. */
  solo: boolean
}
