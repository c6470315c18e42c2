import type { ClassView } from '../../../../shared/rounds/class-messages.ts'
import type { RoomSession } from '../../../connection/room-session.ts'
import type { Room } from '../../../store/room.ts'
import type { State } from '../../../store/state.ts'

/** What the view of a phase is drawn from. */
export interface ClassProps {
  code: string
  state: State
  room: Room
  session: RoomSession
  view: ClassView
}
