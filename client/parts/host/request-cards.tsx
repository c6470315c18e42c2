import type { RoomSession } from '../../connection/room-session.ts'
import type { State } from '../../store/state.ts'
import { hostQuestion, type Question, seatQuestion } from '../../wording/request-words.ts'

/** For a host, whatever panel is open: the browsers that ask to be a host, or for the seat of a player who is away. */
export function RequestCards({ state, session }: { state: State; session: RoomSession }) {
  const { requests, hostRequests, room, host } = state
  if (!host || !room || requests.length + hostRequests.length === 0) return null
  const nameOf = (player: string): string => room.players.get(player)?.nickname ?? 'a player'
  return (
    <section class="requests" aria-label="Requests">
      {hostRequests.map(({ request, player, digits }) => (
        <Card
          key={request}
          question={hostQuestion(nameOf(player), digits)}
          onAnswer={(granted) => session.grant(request, granted)}
        />
      ))}
      {requests.map(({ request, player, digits }) => (
        <Card
          key={request}
          question={seatQuestion(nameOf(player), digits)}
          onAnswer={(granted) => session.grant(request, granted)}
        />
      ))}
    </section>
  )
}

function Card({
  question: { text, more, yes, no },
  onAnswer,
}: {
  question: Question
  onAnswer: (granted: boolean) => void
}) {
  return (
    <div role="alert">
      <h2>{text}</h2>
      <p>{more}</p>
      <div class="row">
        <button type="button" class="button" onClick={() => onAnswer(true)}>
          {yes}
        </button>
        <button type="button" class="plain" onClick={() => onAnswer(false)}>
          {no}
        </button>
      </div>
    </div>
  )
}
