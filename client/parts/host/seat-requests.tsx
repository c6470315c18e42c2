import type { RoomSession } from '../../connection/room-session.ts'
import type { State } from '../../store/state.ts'

/** For a host, whatever panel is open: the browsers that ask for the seat of a player who is away. */
export function SeatRequestCards({ state, session }: { state: State; session: RoomSession }) {
  const { requests, room, host } = state
  if (!host || !room || requests.length === 0) return null
  return (
    <section class="requests" aria-label="Requests for a seat">
      {requests.map(({ request, player, digits }) => (
        <div key={request} role="alert">
          <p>
            The browser that shows <b class="num">{digits}</b> asks for the seat of{' '}
            <bdi>{room.players.get(player)?.nickname ?? 'a player'}</bdi>, who is away.
          </p>
          <div class="row">
            <button type="button" class="button" onClick={() => session.grant(request, true)}>
              Give it the seat
            </button>
            <button type="button" class="plain" onClick={() => session.grant(request, false)}>
              Refuse
            </button>
          </div>
        </div>
      ))}
    </section>
  )
}
