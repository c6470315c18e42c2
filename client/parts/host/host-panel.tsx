import type { RoomSession } from '../../connection/room-session.ts'
import type { State } from '../../store/state.ts'
import { Downloads } from '../downloads.tsx'
import { Panel } from '../panel.tsx'
import { DurableControl } from './durable-control.tsx'
import { HostRows } from './host-rows.tsx'
import { NodeRows } from './node-rows.tsx'
import { PauseSliders } from './pause-sliders.tsx'
import { PlayerRows } from './player-rows.tsx'
import { ResetForm } from './reset-form.tsx'
import { RuleControls } from './rule-controls.tsx'
import { StrategyChoice } from './strategy-choice.tsx'

/** What a host can change during the game. */
export function HostPanel({
  code,
  state,
  session,
  onClose,
}: {
  code: string
  state: State
  session: RoomSession
  onClose: () => void
}) {
  const { room, greeted, you } = state
  if (!room) return null
  const { settings } = room
  return (
    <Panel title="Host" onClose={onClose}>
      <StrategyChoice
        strategies={greeted?.strategies ?? []}
        chosen={settings.strategy}
        onChoose={(strategy) => session.configure({ strategy })}
      />
      <PauseSliders settings={settings} onChange={(change) => session.configure(change)} />
      <RuleControls settings={settings} onChange={(change) => session.configure(change)} />
      <DurableControl settings={settings} onChange={(change) => session.configure(change)} />
      <fieldset class="choice pair">
        <legend class="label">Redis library of the server</legend>
        {(['ioredis', 'redis'] as const).map((client) => (
          <label key={client}>
            <input
              type="radio"
              name="library"
              checked={settings.client === client}
              onChange={() => session.configure({ client })}
            />
            <span>{client === 'redis' ? 'node-redis' : client}</span>
          </label>
        ))}
      </fieldset>
      <ResetForm opening={room.account.opening} onReset={(opening) => session.reset(opening)} />
      <Downloads code={code} epoch={room.epoch} />
      <NodeRows
        room={room}
        here={greeted?.node}
        onKill={greeted?.chaos && ((node) => session.killNode(node))}
      />
      <HostRows room={room} hosts={state.hosts} onRevoke={(host) => session.revokeHost(host)} />
      <PlayerRows
        players={[...room.players.values()]}
        me={you?.player}
        onKick={(player) => session.kick(player)}
      />
    </Panel>
  )
}
