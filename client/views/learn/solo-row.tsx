import '../../styles/host-row.css'
import { useEffect } from 'preact/hooks'
import type { ClassView } from '../../../shared/rounds/class-messages.ts'
import { phaseAfter } from '../../../shared/rounds/phases.ts'
import type { RoomSession } from '../../connection/room-session.ts'
import { language } from '../../language.ts'
import { NO_PLAN, nextStep } from '../../parts/host/next-step.ts'
import type { State } from '../../store/state.ts'
import { HOME } from '../../wording/class/home/words.ts'
import { HOST } from '../../wording/class/host/words.ts'
import { PHONE } from '../../wording/class/phone/words.ts'

/** So many hints has each lesson. */
const HINTS = 3

interface SoloRowProps {
  state: State
  session: RoomSession
  view: ClassView
}

/** One person's row: go on, or back to the list. Answers and the end of a race lead on by themselves. */
export function SoloRow({ state, session, view }: SoloRowProps) {
  const texts = HOST[language.value]
  const { label, lead } = nextStep(view, state.lessons, texts)
  useEffect(() => {
    session.speak(language.value)
    session.readLessons()
  }, [session, language.value])
  const byItself = ['question', 'transfer', 'countdown', 'settling', 'talk'].includes(view.phase)
  const timed = view.phase === 'running' && view.ends?.kind === 'time'
  const isPaused = view.left !== undefined
  const toList = phaseAfter(view.phase, 'lobby', NO_PLAN) !== undefined
  const leads = lead !== null && (isPaused || !(byItself || timed))
  const missed = view.lesson?.done?.reached === false
  const again = view.phase === 'reveal' && missed
  const given = view.lesson?.hints.length ?? HINTS
  const hint = view.phase === 'running' && missed && given < HINTS
  if (!leads && !toList && !hint) return null
  return (
    <section class="host-row" aria-label={label}>
      {leads && (
        <button type="button" class="button" onClick={() => session.lead(lead)}>
          {view.phase === 'learnt' ? texts.next.reveal : label}
        </button>
      )}
      {again && (
        <button type="button" class="plain" onClick={() => session.lead({ event: 'again' })}>
          {PHONE[language.value].tryAgain}
        </button>
      )}
      {hint && (
        <button type="button" class="plain" onClick={() => session.giveHint()}>
          {PHONE[language.value].oneHint}
        </button>
      )}
      {toList && (
        <button type="button" class="plain" onClick={() => session.lead({ event: 'lobby' })}>
          {HOME[language.value].toList}
        </button>
      )}
    </section>
  )
}
