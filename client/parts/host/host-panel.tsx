import '../../styles/host-panel.css'
import type { RoomSession } from '../../connection/room-session.ts'
import { language } from '../../language.ts'
import type { State } from '../../store/state.ts'
import { HOST } from '../../wording/class/host/words.ts'
import { Downloads } from '../downloads.tsx'
import { Panel } from '../panel.tsx'
import { BotsControl } from './bots-control.tsx'
import { ClassControls } from './class-controls.tsx'
import { Fold } from './fold.tsx'
import { HostRows } from './host-rows.tsx'
import { LessonList } from './lesson-list.tsx'
import { NodeRows } from './node-rows.tsx'
import { PlayerRows } from './player-rows.tsx'
import { ResetForm } from './reset-form.tsx'
import { SettingsControls } from './settings-controls.tsx'

interface HostPanelProps {
  code: string
  state: State
  session: RoomSession
  /** The page is the projector's: its keys lead the class, and the class reads it. */
  wall?: boolean
  onClose: () => void
}

/** What a host can change. While a lesson is on, it shows no strategies: the class sees the projector, too. */
export function HostPanel({ code, state, session, wall = false, onClose }: HostPanelProps) {
  const { room, greeted, you, classView, lessons } = state
  const texts = HOST[language.value]
  if (!room) return null
  const phase = classView?.phase ?? 'free'
  const isFree = phase === 'free'
  const leadsByKeys = wall && !isFree
  const toLobby = (chosen: { lesson?: string; round?: { guess: true } }) => {
    session.lead({ event: 'lobby', ...chosen })
    if (wall) onClose()
  }
  const choosing = ['lobby', 'podium', 'over'].includes(phase)
  return (
    <Panel title={texts.panel} onClose={onClose} after={leadsByKeys ? 'page' : 'opener'}>
      {classView && (
        <>
          <ClassControls view={classView} session={session} />
          <Fold key={`${choosing}`} title={texts.chooseLesson} open={choosing}>
            <LessonList
              lessons={lessons}
              chosen={phase === 'lobby' ? classView.lesson?.id : undefined}
              bare={wall}
              session={session}
              onChoose={(lesson) => toLobby({ lesson })}
            />
            {(isFree || choosing) && (
              <div class="class-controls">
                <button type="button" class="plain" onClick={() => toLobby({})}>
                  {texts.round}
                </button>
                <button type="button" class="plain" onClick={() => toLobby({ round: { guess: true } })}>
                  {texts.guessed}
                </button>
              </div>
            )}
          </Fold>
          <BotsControl bots={classView.bots} onChange={(bots) => session.setBots(bots)} />
        </>
      )}
      {isFree && <ResetForm opening={room.account.opening} onReset={(opening) => session.reset(opening)} />}
      {classView?.lesson && !isFree ? (
        <p class="aside">{texts.settingsClosed}</p>
      ) : (
        <Fold title={texts.settings}>
          <SettingsControls
            settings={room.settings}
            strategies={greeted?.strategies ?? []}
            onChange={(change) => session.configure(change)}
          />
        </Fold>
      )}
      <Fold title={texts.people}>
        <HostRows room={room} hosts={state.hosts} onRevoke={(host) => session.revokeHost(host)} />
        <PlayerRows
          players={[...room.players.values()]}
          me={you?.player}
          onKick={(player) => session.kick(player)}
        />
      </Fold>
      <Fold title={texts.server}>
        <Downloads code={code} epoch={room.epoch} />
        <NodeRows
          room={room}
          here={greeted?.node}
          onKill={greeted?.chaos && ((node) => session.killNode(node))}
        />
      </Fold>
    </Panel>
  )
}
