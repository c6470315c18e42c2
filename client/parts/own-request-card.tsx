import type { RoomSession } from '../connection/room-session.ts'
import type { OwnRequest, State } from '../store/state.ts'
import { endRequestText, ownRequestText } from '../wording/request-words.ts'

/** What became of this browser's request to a host. */
export function OwnRequestCard({ request, onEnd }: { request: OwnRequest; onEnd: () => void }) {
  return (
    <div class="request" role="status">
      {request.state === 'waiting' && <b class="num digits">{request.digits}</b>}
      <p class={request.state === 'problem' ? 'wrong' : ''}>{ownRequestText(request)}</p>
      <button type="button" class="plain" onClick={onEnd}>
        {endRequestText(request)}
      </button>
    </div>
  )
}

/** The same in a room, above whatever is open there: the request to be a host. */
export function OwnRequestOverlay({ state, session }: { state: State; session: RoomSession }) {
  const { request } = state
  if (!request || request.asks === 'seat') return null
  return (
    <section class="requests own" aria-label="Your request">
      <OwnRequestCard request={request} onEnd={() => session.endRequest()} />
    </section>
  )
}
