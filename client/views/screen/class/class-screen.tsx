import '../../../styles/class.css'
import '../../../styles/class-ask.css'
import '../../../styles/class-code.css'
import '../../../styles/class-learnt.css'
import '../../../styles/class-podium.css'
import '../../../styles/class-reveal.css'
import { useState } from 'preact/hooks'
import { language } from '../../../language.ts'
import { CodeColumn } from '../../../parts/code-column.tsx'
import { ConnectionBanner } from '../../../parts/connection-banner.tsx'
import { recordOfNow, roundsBeside } from '../../../store/round-records.ts'
import { WALL } from '../../../wording/class/wall/words.ts'
import { actsOf } from './acts.ts'
import { Announcer } from './announcer.tsx'
import { Ask } from './ask.tsx'
import { ClassFooter } from './class-footer.tsx'
import { ClassHeader } from './class-header.tsx'
import type { ClassProps } from './class-props.ts'
import { Countdown } from './countdown.tsx'
import { Learnt } from './learnt.tsx'
import { Lobby } from './lobby.tsx'
import { Over } from './over.tsx'
import { Paused } from './paused.tsx'
import { Podium } from './podium.tsx'
import { Race } from './race.tsx'
import { Reveal } from './reveal.tsx'
import { useActs } from './use-acts.ts'

/** The projector while a lesson or a round is on: one phase at a time fills the screen. */
export function ClassScreen({ onHost, ...props }: ClassProps & { onHost: () => void }) {
  const { state, session, view, room } = props
  const words = WALL[language.value]
  const acts = actsOf(view, words)
  const [coding, setCoding] = useState(false)
  const onPage = { lessons: onHost, code: () => setCoding(!coding) }
  const perform = useActs(state.host ? acts : [], view, session, onPage)
  const coded = coding && acts.some(({ act }) => act === 'code')
  return (
    <div
      class="class-screen"
      data-phase={view.phase}
      data-paused={view.left !== undefined}
      lang={language.value}
    >
      <ClassHeader {...props} onHost={onHost} />
      <main data-code={coded}>
        <ConnectionBanner state={state} />
        {view.left === undefined ? <PhaseView {...props} /> : <Paused view={view} host={state.host} />}
        {coded && <CodeColumn state={state} session={session} room={room} onClose={() => setCoding(false)} />}
      </main>
      <ClassFooter code={props.code} state={state} view={view} acts={acts} onAct={perform} />
      <Announcer state={state} view={view} room={room} />
    </div>
  )
}

function PhaseView(props: ClassProps) {
  const { view, state } = props
  const record = state.lastRound
  const recordNow = recordOfNow(state, view)
  switch (view.phase) {
    case 'free':
      return null
    case 'lobby':
      return <Lobby {...props} />
    case 'question':
    case 'talk':
    case 'transfer':
      return <Ask {...props} />
    case 'countdown':
      return <Countdown {...props} />
    case 'running':
    case 'settling':
      return <Race {...props} />
    case 'reveal':
      return recordNow ? (
        <Reveal view={view} record={recordNow} records={roundsBeside(state.rounds, recordNow)} />
      ) : (
        <p class="wall-adding">{WALL[language.value].adding}</p>
      )
    case 'learnt':
      return <Learnt view={view} />
    case 'podium':
      return record && <Podium view={view} record={record} />
    case 'over':
      return <Over view={view} />
  }
}
