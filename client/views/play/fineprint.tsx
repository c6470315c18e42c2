import { OnNode } from '../../parts/nodes.tsx'
import type { Room } from '../../store/room.ts'
import type { State } from '../../store/state.ts'
import { OLD_TEXT } from '../../wording/effect-words.ts'
import type { Tab } from './tabs.tsx'
import { TermsInForce } from './terms-in-force.tsx'

interface FineprintProps {
  state: State
  room: Room
  /** On a wide page the header shows the strategy and the rules. */
  wide: boolean
  tab: Tab
  onTab: (tab: Tab) => void
}

/** The engine, the node and the Redis library of the room. */
export function Fineprint({ state, room, wide, tab, onTab }: FineprintProps) {
  const { greeted } = state
  const { client } = room.settings
  return (
    <footer class="fineprint">
      {!wide && (
        <span class="terms">
          <TermsInForce state={state} room={room} tab={tab} onTab={onTab} />
        </span>
      )}
      <span title={`node ${greeted?.node}`}>{greeted?.engine.name}</span>
      <OnNode room={room} node={greeted?.node} />
      <span>{client === 'redis' ? 'node-redis' : client}</span>
      {room.account.old && <p class="old">{OLD_TEXT}.</p>}
    </footer>
  )
}
