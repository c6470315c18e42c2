import type { ListedStrategy } from '../../shared/strategy-card.ts'
import type { RoomSession } from '../connection/room-session.ts'
import { useSource } from '../hooks/use-source.ts'
import type { Room } from '../store/room.ts'
import type { State } from '../store/state.ts'
import { stoppedAt } from './connection-banner.tsx'
import { NOT_LOADED, onDemand } from './on-demand.tsx'

const fetching = () => <p class="empty">Fetching the file…</p>
const SourceView = onDemand(() => import('./source-view.tsx').then(({ SourceView }) => SourceView), {
  ...NOT_LOADED,
  waiting: fetching,
})

export interface RoomSourceProps {
  state: State
  session: RoomSession
  room: Room
}

/** The file of the room's strategy, once the server has sent it. */
export function RoomSource({ state, session, room }: RoomSourceProps) {
  const card = roomCard(state, room)
  const source = useSource(state, session, card)
  if (!card) return <p class="empty">The server has no file of that name now.</p>
  if (source === undefined) return fetching()
  const { offset, you } = state
  const view = { room, card, source, offset, me: you?.player, stoppedAt: stoppedAt(state) }
  return <SourceView key={card.id} {...view} />
}

/** Undefined while the server does not have the room's strategy. */
export const roomCard = ({ greeted }: State, { settings }: Room): ListedStrategy | undefined =>
  greeted?.strategies.find(({ id }) => id === settings.strategy)
