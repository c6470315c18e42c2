import { count } from '../../../shared/money.ts'
import { hasSeveralNodes, nodesOf } from '../../store/nodes.ts'
import type { Room } from '../../store/room.ts'
import { ConfirmButton } from '../confirm-button.tsx'
import { NodeBadge } from '../nodes.tsx'

interface NodeRowsProps {
  room: Room
  /** The node this page is on. */
  here: string | undefined
  /** Ends a node as a crash would; absent when the server does not allow it. */
  onKill?: ((node: string) => void) | undefined
}

/** The server processes of the game; nothing when there is only one. */
export function NodeRows({ room, here, onKill }: NodeRowsProps) {
  if (!hasSeveralNodes(room)) return null
  return (
    <div class="node-rows">
      <h3 class="label">Nodes ({room.nodes.length})</h3>
      <ul>
        {nodesOf(room).map(({ name, players }) => (
          <li key={name}>
            <NodeBadge node={name} />
            <span class="grow">{count(players, 'player')}</span>
            {name === here && <small>this page is on it</small>}
            {onKill && (
              <ConfirmButton
                label="Kill"
                name={`Kill node ${name}`}
                question={`End node ${name} at once, as a crash would?`}
                yes="Kill it"
                onYes={() => onKill(name)}
              />
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
