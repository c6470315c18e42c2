import '../../styles/host-row.css'
import { useEffect } from 'preact/hooks'
import type { ClassView } from '../../../shared/rounds/class-messages.ts'
import type { RoomSession } from '../../connection/room-session.ts'
import { language } from '../../language.ts'
import { Link } from '../../router/link.tsx'
import { reportPath } from '../../router/route.ts'
import type { State } from '../../store/state.ts'
import { HOST } from '../../wording/class/host/words.ts'
import { nextStep } from './next-step.ts'

interface HostRowProps {
  code: string
  state: State
  session: RoomSession
  view: ClassView
  /** Whether the host's panel is open. */
  open: boolean
  onOpen: (open: boolean) => void
}

/** A host's row: what is next, pause or again, and everything else. For one thumb. */
export function HostRow({ code, state, session, view, open, onOpen }: HostRowProps) {
  const texts = HOST[language.value]
  useEffect(() => {
    session.readLessons()
  }, [session, language.value])
  const { label, lead, choose } = nextStep(view, state.lessons, texts)
  const paused = view.left !== undefined
  const again = view.phase === 'reveal'
  const reported = view.phase === 'podium' || view.phase === 'over'
  return (
    <section class="host-row" aria-label={texts.row}>
      <button
        type="button"
        class="button"
        disabled={lead === null && !choose}
        onClick={() => (lead ? session.lead(lead) : onOpen(true))}
      >
        {label}
      </button>
      {view.deadline !== undefined && !paused && view.phase !== 'settling' && (
        <button type="button" class="plain" onClick={() => session.lead({ event: 'pause' })}>
          {texts.pause}
        </button>
      )}
      {again && (
        <button type="button" class="plain" onClick={() => session.lead({ event: 'again' })}>
          {texts.again}
        </button>
      )}
      {reported && (
        <Link to={reportPath(code)} class="plain">
          {texts.report}
        </Link>
      )}
      <button
        type="button"
        class="plain more"
        aria-expanded={open}
        aria-label={texts.more}
        onClick={() => onOpen(!open)}
      >
        <svg viewBox="0 0 20 6" aria-hidden="true" focusable="false">
          <circle cx="3" cy="3" r="2" />
          <circle cx="10" cy="3" r="2" />
          <circle cx="17" cy="3" r="2" />
        </svg>
      </button>
    </section>
  )
}
