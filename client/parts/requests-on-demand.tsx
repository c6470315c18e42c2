import type { RoomSession } from '../connection/room-session.ts'
import type { State } from '../store/state.ts'
import { NOT_LOADED, onDemand } from './on-demand.tsx'

interface RequestsProps {
  state: State
  session: RoomSession
}

const Cards = onDemand<RequestsProps>(
  () => import('./host/request-cards.tsx').then(({ RequestCards }) => RequestCards),
  NOT_LOADED,
)
const Overlay = onDemand<RequestsProps>(
  () => import('./own-request-card.tsx').then(({ OwnRequestOverlay }) => OwnRequestOverlay),
  NOT_LOADED,
)

/** What other browsers ask this host for, and what this browser asks a host for. Rare, so loaded when there is one. */
export function Requests({ state, session }: RequestsProps) {
  return (
    <>
      {state.host && state.requests.length > 0 && <Cards state={state} session={session} />}
      {state.request && <Overlay state={state} session={session} />}
    </>
  )
}
