import type { Entry } from '../../shared/journal.ts'
import type { Room } from './room.ts'
import { isTakenBack } from './taken-back.ts'

/** What is known of a transaction's bookings in the window. A take-back does not count. */
export interface BookingCount {
  /** How many of them are in the balance. */
  live: number
  /** The first booking is in the window, so all of them are. */
  whole: boolean
}

export function bookingsOf({ lineage }: Pick<Room, 'lineage'>, { tx, player }: Entry): BookingCount {
  const all = lineage
    .nodes()
    .filter(({ entry }) => entry.tx === tx && entry.player === player && entry.reverses === undefined)
  return {
    live: all.filter(({ state }) => state !== 'lost').length,
    whole: all.some(({ entry }) => !entry.again),
  }
}

/** The newest transaction that is in the balance more than once, and how often. */
export function newestDoubled(
  room: Pick<Room, 'lineage' | 'takenBack'>,
): { entry: Entry; times: number } | undefined {
  const nodes = room.lineage.nodes()
  for (let index = nodes.length - 1; index >= 0; index--) {
    const node = nodes[index]
    if (!node?.entry.again || node.state === 'lost' || isTakenBack(room, node.entry)) continue
    const { live } = bookingsOf(room, node.entry)
    if (live > 1) return { entry: node.entry, times: live }
  }
  return undefined
}
