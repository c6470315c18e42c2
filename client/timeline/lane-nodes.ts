import { hasSeveralNodes, nodeOf } from '../store/nodes.ts'
import type { Room } from '../store/room.ts'
import type { LaneMemory } from './lane-seats.ts'

/** The player of a lane, and that player's node. Null: an empty lane, or a room on one node only. */
export interface LaneOwner {
  player: string | null
  node: string | null
}

/**
 * The lanes by the nodes of their players, `pinned` first and empty ones last. A player who is away for a moment stays
 * with the last node, so that a reconnect to another node moves the lane once, not twice.
 */
export function groupedByNode(room: Room, memory: LaneMemory, pinned: string | undefined): LaneOwner[] {
  if (!hasSeveralNodes(room)) return memory.players.map((player) => ({ player, node: null }))
  const owners = memory.players.map((player): LaneOwner => {
    const node = nodeOf(room, player) ?? (player !== null && memory.nodes.get(player)) ?? null
    return { player, node: node || null }
  })
  for (const { player, node } of owners) if (player !== null && node !== null) memory.nodes.set(player, node)
  const place = ({ player, node }: LaneOwner): number => {
    if (player !== null && player === pinned) return -1
    const known = node === null ? -1 : room.nodes.indexOf(node)
    return player === null ? Number.POSITIVE_INFINITY : known === -1 ? room.nodes.length : known
  }
  return owners.sort((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)))
}
