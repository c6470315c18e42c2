import { repeating } from '../async/repeating.ts'
import { roomKeys } from '../redis/keys.ts'
import type { Wire } from '../redis/wire.ts'
import { type Bulletin, parseBulletin } from '../transaction/room-event.ts'

/** Milliseconds between two looks of whoever is told nothing. */
const LOOK_MS = 500
/** What can have changed, each a bulletin that only says: go and look. */
const LOOKS = ['room', 'players', 'forgotten', 'presence'] as const

/**
 * Calls back with the room's bulletins until the returned function is called. A Redis user without rights to channels
 * hears none: then everything that one could be about is looked at twice a second, and only steps stay unseen.
 */
export async function listenToRoom(
  wire: Wire,
  code: string,
  onBulletin: (bulletin: Bulletin) => void,
): Promise<() => Promise<void>> {
  const { channel, room } = roomKeys(code)
  const unlisten = await wire.listen(channel, (text) => {
    const bulletin = parseBulletin(text)
    if (bulletin) onBulletin(bulletin)
  })
  const stopLooking = repeating(LOOK_MS, async () => {
    if (!wire.hears && wire.reaches(room)) for (const kind of LOOKS) onBulletin({ kind })
  })
  return async () => {
    stopLooking()
    await unlisten()
  }
}
