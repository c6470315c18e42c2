import { capitalised, count } from '../../shared/money.ts'
import type { Room } from './room.ts'

/** A server process as the page shows it. */
export interface NodeView {
  name: string
  /** Players of the room who are connected to it. */
  players: number
}

/** Colours there are for nodes; past them they begin again, and the letter tells. */
const HUES = 6

/** Whether the room is on more than one server process, so that it matters on which one somebody is. */
export const several = (room: Room): boolean => room.nodes.length > 1

/** Those that are up, in the order of their names. */
export function nodesOf(room: Room): NodeView[] {
  const players = new Map<string, number>()
  for (const { node } of room.players.values())
    if (node !== undefined) players.set(node, (players.get(node) ?? 0) + 1)
  return room.nodes.map((name) => ({ name, players: players.get(name) ?? 0 }))
}

/** The node a player is connected to; undefined while they are away. */
export const nodeOf = (room: Room, player: string | null): string | undefined =>
  player === null ? undefined : room.players.get(player)?.node

/** Which of the colours a node has, from 1; 0 for one that has no letter yet. */
export function hueOf(node: string): number {
  const letter = /^([A-Z])\d*$/.exec(node)?.[1]
  return letter === undefined ? 0 : ((letter.charCodeAt(0) - 65) % HUES) + 1
}

/** What to tell when nodes that were up are not any more; undefined when all are. */
export function goneText(before: Room, after: Room): string | undefined {
  const gone = nodesOf(before).filter(({ name }) => !after.nodes.includes(name))
  if (gone.length === 0) return undefined
  const players = gone.reduce((sum, node) => sum + node.players, 0)
  const names = gone.map(({ name }) => name).join(' and ')
  const which = gone.length === 1 ? `Node ${names} is gone.` : `Nodes ${names} are gone.`
  if (players === 0) return which
  return `${which} ${capitalised(count(players, 'player'))} had to come back on another one.`
}
