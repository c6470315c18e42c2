import { repeating } from '../async/repeating.ts'
import { roomKeys } from '../redis/keys.ts'
import type { Wire } from '../redis/wire.ts'
import { parseRoomEvent, type RoomEvent } from '../transaction/room-event.ts'

/** Milliseconds between two polls of a node that gets no messages. */
const LOOK_MS = 500
/** The events that only say: something changed, read it again. */
const LOOKS = ['room', 'players', 'requests', 'hosts', 'forgotten', 'presence', 'class'] as const

/**
 * Calls back with the room's events until the returned function is called. A Redis user without rights to channels
 * gets none: then the room is polled twice a second, and only steps are missed.
 */
export async function listenToRoom(
  wire: Wire,
  code: string,
  onEvent: (event: RoomEvent) => void,
): Promise<() => Promise<void>> {
  const { channel, room } = roomKeys(code)
  const unlisten = await wire.listen(channel, (text) => {
    const event = parseRoomEvent(text)
    if (event) onEvent(event)
  })
  const stopLooking = repeating(LOOK_MS, async () => {
    if (!wire.canListen && wire.reaches(room)) for (const kind of LOOKS) onEvent({ kind })
  })
  return async () => {
    stopLooking()
    await unlisten()
  }
}
