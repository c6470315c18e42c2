import { isolated } from '../../../shared/isolated.ts'
import { count } from '../../../shared/money.ts'
import type { Player } from '../../../shared/protocol.ts'
import { ConfirmButton } from '../confirm-button.tsx'

interface PlayerRowsProps {
  players: readonly Player[]
  me: string | undefined
  onKick: (player: string) => void
}

export function PlayerRows({ players, me, onKick }: PlayerRowsProps) {
  const seated = players.filter(({ state }) => state === 'here' || state === 'away')
  const present = seated.filter(({ bot }) => !bot).sort((a, b) => a.number - b.number)
  const bots = seated.length - present.length
  return (
    <div class="player-rows">
      <h3 class="label">Players ({present.length})</h3>
      {present.length === 0 && <p>No players yet.</p>}
      <ul>
        {present.map(({ id, number, nickname, state }) => (
          <li key={id}>
            <span class="number">{number}</span>
            <bdi class="nickname">{nickname}</bdi>
            {state === 'away' && <small>away</small>}
            {id === me ? (
              <small>you</small>
            ) : (
              <ConfirmButton
                label="Remove"
                name={`Remove ${isolated(nickname)}`}
                question={`Remove ${isolated(nickname)} from the room?`}
                yes="Remove"
                onYes={() => onKick(id)}
              />
            )}
          </li>
        ))}
      </ul>
      {bots > 0 && <p class="quiet">and {count(bots, 'bot')}</p>}
    </div>
  )
}
