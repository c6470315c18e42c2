import type { StrategyCard } from '../../shared/strategy-card.ts'
import type { Room } from '../store/room.ts'
import { SourceView } from './source-view.tsx'
import { StrategyTitle } from './strategy-chip.tsx'

interface CodeColumnProps {
  room: Room
  /** Undefined while the server does not have the room's strategy. */
  card: StrategyCard | undefined
  offset: number
  me?: string | undefined
  stoppedAt: number | null
  onClose: () => void
}

/** The strategy's file beside the running room. */
export function CodeColumn({ room, card, onClose, ...view }: CodeColumnProps) {
  const { strategy, thinkMs } = room.settings
  return (
    <section class="code-column" aria-labelledby="code-title">
      <div class="code-head">
        <div>
          <h2 id="code-title">
            <StrategyTitle title={card?.title ?? strategy} thinkMs={thinkMs} />
          </h2>
          <p class="num">{card?.own ? strategy : `${strategy}.ts`}</p>
        </div>
        <button type="button" class="quiet" onClick={onClose}>
          Close
        </button>
      </div>
      {card ? <SourceView key={card.id} room={room} card={card} {...view} /> : <NoFile />}
    </section>
  )
}

export function NoFile() {
  return <p class="empty">The server has no file of that name now.</p>
}
