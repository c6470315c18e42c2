import '../../../styles/class-phone.css'
import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { useNow } from '../../../hooks/use-now.ts'
import { language } from '../../../language.ts'
import { ConnectionBanner, stoppedAt } from '../../../parts/connection-banner.tsx'
import { PHONE } from '../../../wording/class/phone/words.ts'
import { Countdown, Lobby, Settling } from './between.tsx'
import { ClassHeader } from './class-header.tsx'
import { clockText } from './clock-text.ts'
import { Learnt, Over, PodiumView } from './outcome.tsx'
import type { PhaseProps } from './phase-props.ts'
import { QuestionView } from './question-view.tsx'
import { Race } from './race.tsx'
import { Reveal } from './reveal.tsx'

interface ClassRoomProps extends Omit<PhaseProps, 'left' | 'solo'> {
  code: string
  solo?: boolean
  /** The host's row, at the foot. */
  children?: ComponentChildren
}

/** A player's page in a lesson or a round: one screen for each phase. */
export function ClassRoom({ code, solo = false, children, ...props }: ClassRoomProps) {
  const { state, session, view } = props
  const spoken = language.value
  const ticking = view.deadline !== undefined && view.left === undefined
  const now = useNow(200, ticking && stoppedAt(state) === null)
  const { deadline } = view
  const left = view.left ?? (deadline === undefined ? undefined : Math.max(0, deadline - now - state.offset))
  const texts = PHONE[spoken]
  useEffect(() => {
    scrollTo(0, 0)
  }, [view.phase])
  return (
    <div class="phone" data-phase={view.phase} data-paused={view.left !== undefined} lang={spoken}>
      <ClassHeader code={code} state={state} session={session} view={view} left={left} />
      <div class="phone-notes">
        <ConnectionBanner state={state} />
        {view.left !== undefined && (
          <p class="paused" role="status">
            <b>{texts.paused}</b> {view.left > 0 && texts.pausedWith(clockText(view.left))}
          </p>
        )}
      </div>
      <PhaseView {...props} left={left} solo={solo} />
      {children}
    </div>
  )
}

function PhaseView(props: PhaseProps) {
  const { phase, round } = props.view
  switch (phase) {
    case 'question':
    case 'talk':
    case 'transfer':
      // Another phase asks another question: nothing that was chosen in this one stays.
      return <QuestionView key={`${phase}${round}`} {...props} phase={phase} />
    case 'countdown':
      return <Countdown {...props} />
    case 'running':
      return <Race {...props} />
    case 'settling':
      return <Settling />
    case 'reveal':
      return <Reveal {...props} />
    case 'learnt':
      return <Learnt {...props} />
    case 'podium':
      return <PodiumView {...props} />
    case 'over':
      return <Over {...props} />
    default:
      return <Lobby {...props} />
  }
}
