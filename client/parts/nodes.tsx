import { count } from '../../shared/money.ts'
import { hasSeveralNodes, hueOf, nodesOf } from '../store/nodes.ts'
import type { Room } from '../store/room.ts'

/** A node's name in its colour. The letter says the same, for readers who cannot tell the colours apart. */
export function NodeBadge({ node }: { node: string }) {
  return (
    <b class="node-badge" data-hue={hueOf(node)}>
      {node}
    </b>
  )
}

/** The nodes and how many players are on each; nothing when there is only one. */
export function NodeList({ room }: { room: Room }) {
  if (!hasSeveralNodes(room)) return null
  return (
    <ul class="nodes chip" aria-label="Nodes, and players on each">
      {nodesOf(room).map(({ name, players }) => (
        <li key={name} title={`Node ${name}: ${count(players, 'player')}`}>
          <NodeBadge node={name} />
          <span class="num">{players}</span>
        </li>
      ))}
    </ul>
  )
}

/** The player's own node; nothing when there is only one. */
export function OnNode({ room, node }: { room: Room; node: string | undefined }) {
  if (!hasSeveralNodes(room) || node === undefined) return null
  return (
    <span class="on-node">
      you are on node <NodeBadge node={node} />
    </span>
  )
}
