import { formatRoomCode } from '../../../../shared/room-code.ts'
import { language } from '../../../language.ts'
import { Wordmark } from '../../../parts/equals-sign.tsx'
import { LanguagePicker } from '../../../parts/language-picker.tsx'
import { ThemeToggle } from '../../../parts/theme-toggle.tsx'
import { COMMON } from '../../../wording/class/common/words.ts'
import { ClassClock } from './class-clock.tsx'
import type { ClassProps } from './class-props.ts'
import { Steps } from './steps.tsx'

/** The steps of the round, which lesson it is, the room's code, and the time that is left. */
export function ClassHeader({ code, state, view, onHost }: ClassProps & { onHost: () => void }) {
  const { lesson } = view
  return (
    <header class="class-header">
      <h1>
        <Wordmark />
      </h1>
      <Steps view={view} />
      <span class="grow" />
      {lesson && (
        <span class="class-lesson">{COMMON[language.value].lessonOf(lesson.number, lesson.of)}</span>
      )}
      {view.phase !== 'lobby' && <span class="num class-code">{formatRoomCode(code)}</span>}
      <ClassClock view={view} offset={state.offset} />
      <nav>
        {state.host && (
          <button type="button" class="quiet" onClick={onHost}>
            Host
          </button>
        )}
        <LanguagePicker />
        <ThemeToggle />
      </nav>
    </header>
  )
}
