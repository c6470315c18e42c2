import { useState } from 'preact/hooks'
import type { ClassView } from '../../../../shared/rounds/class-messages.ts'
import type { RoomSession } from '../../../connection/room-session.ts'
import { language } from '../../../language.ts'
import { LanguageChoice } from '../../../parts/language-choice.tsx'
import type { State } from '../../../store/state.ts'
import { COMMON } from '../../../wording/class/common/words.ts'
import { PHONE } from '../../../wording/class/phone/words.ts'
import { YouButton } from '../you-button.tsx'
import { clockText, toldSeconds } from './clock-text.ts'

interface ClassHeaderProps {
  code: string
  state: State
  session: RoomSession
  view: ClassView
  left: number | undefined
}

/** The player's name, the phase, and the time left. */
export function ClassHeader({ code, state, session, view, left }: ClassHeaderProps) {
  const [open, setOpen] = useState(false)
  const texts = PHONE[language.value]
  const phase = texts.phases[view.phase]
  const told = left === undefined || view.left !== undefined ? 0 : toldSeconds(left)
  const rounds = ['reveal', 'countdown', 'running', 'settling'].includes(view.phase) && view.round > 0
  return (
    <header class="phone-header">
      <YouButton code={code} state={state} session={session} open={open} onOpen={setOpen} />
      <p class="phone-phase" aria-hidden="true">
        {rounds && <span>{view.practice ? texts.practice : texts.round(view.round)} · </span>}
        <b>{phase}</b>
        {left !== undefined && <b class="num clock">{clockText(left)}</b>}
      </p>
      <LanguageChoice />
      <p class="visually-hidden" role="status">
        {phase}. {told > 0 && `${COMMON[language.value].secondsLeft(told)}.`}
      </p>
    </header>
  )
}
