import { RoomSource, type RoomSourceProps, roomCard } from './room-source.tsx'
import { StrategyTitle } from './strategy-chip.tsx'

/** The strategy's file beside the running room. */
export function CodeColumn({ onClose, ...shown }: RoomSourceProps & { onClose: () => void }) {
  const { state, room } = shown
  const { strategy, thinkMs } = room.settings
  const card = roomCard(state, room)
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
      <RoomSource {...shown} />
    </section>
  )
}
