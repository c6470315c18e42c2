import type { HostDevice } from '../../../shared/protocol.ts'
import type { Room } from '../../store/room.ts'
import { ANOTHER_HOST, hostName, hostOrigin, revokeQuestion } from '../../wording/request-words.ts'
import { ConfirmButton } from '../confirm-button.tsx'

interface HostRowsProps {
  room: Room
  hosts: readonly HostDevice[]
  onRevoke: (host: string) => void
}

/** For the first host: all hosts. */
export function HostRows({ room, hosts, onRevoke }: HostRowsProps) {
  if (hosts.length === 0) return null
  return (
    <div class="player-rows host-rows">
      <h3 class="label">Hosts ({hosts.length})</h3>
      <ul>
        {hosts.map((one) => {
          const name = hostName(room, one)
          return (
            <li key={one.host}>
              <span class="nickname">
                {name}
                <small>{hostOrigin(one)}</small>
              </span>
              {one.first ? (
                <small>you</small>
              ) : (
                <ConfirmButton
                  label="Revoke"
                  name={`Revoke ${name}`}
                  question={revokeQuestion(name)}
                  yes="Revoke"
                  onYes={() => onRevoke(one.host)}
                />
              )}
            </li>
          )
        })}
      </ul>
      {hosts.length === 1 && <p class="hint">{ANOTHER_HOST}</p>}
    </div>
  )
}
