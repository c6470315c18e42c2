import { repeating } from '../async/repeating.ts'
import { roomKeys } from '../redis/keys.ts'
import type { Wire } from '../redis/wire.ts'
import { parseRoomEvent, type RoomEvent } from '../transaction/room-event.ts'

/** Milliseconds between two looks of whoever is told nothing. */
const LOOK_MS = 500
/** What can have changed, each an event that only says: go and look. */
const LOOKS = ['room', 'players', 'forgotten', 'presence'] as const

/**
 * Calls back with the room's events until the returned function is called. A Redis user without rights to channels
 * hears none: then everything that one could be about is looked at twice a second, and only steps stay unseen.
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
