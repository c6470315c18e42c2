import { capitalised, count } from '../../shared/money.ts'
import type { Room } from './room.ts'

/** A server process as the page shows it. */
export interface NodeView {
  name: string
  /** Players of the room who are connected to it, without the bots that it runs. */
  players: number
}

/** Number of node colours; past it they repeat, and the letter tells nodes apart. */
const HUES = 6

/** Whether the room is on more than one server process, so that a player's node matters. */
export const hasSeveralNodes = (room: Room): boolean => room.nodes.length > 1

/** The nodes that are up, in the order of their names. */
export function nodesOf(room: Room): NodeView[] {
  const players = new Map<string, number>()
  for (const { node, bot } of room.players.values())
    if (node !== undefined && !bot) players.set(node, (players.get(node) ?? 0) + 1)
  return room.nodes.map((name) => ({ name, players: players.get(name) ?? 0 }))
}

/** The node a player is connected to; undefined while they are away. */
export const nodeOf = (room: Room, player: string | null): string | undefined =>
  player === null ? undefined : room.players.get(player)?.node

/** The number of a node's colour, from 1; 0 for a node without a letter. */
export function hueOf(node: string): number {
  const letter = /^([A-Z])\d*$/.exec(node)?.[1]
  return letter === undefined ? 0 : ((letter.charCodeAt(0) - 65) % HUES) + 1
}

/** The notice when nodes are gone; undefined when all are still up. */
export function nodesGoneText(before: Room, after: Room): string | undefined {
  const gone = nodesOf(before).filter(({ name }) => !after.nodes.includes(name))
  if (gone.length === 0) return undefined
  const players = gone.reduce((sum, node) => sum + node.players, 0)
  const names = gone.map(({ name }) => name).join(' and ')
  const which = gone.length === 1 ? `Node ${names} is gone.` : `Nodes ${names} are gone.`
  if (players === 0) return which
  return `${which} ${capitalised(count(players, 'player'))} had to reconnect to another node.`
}
