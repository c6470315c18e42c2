import { language } from '../../../language.ts'
import { PHONE } from '../../../wording/class/phone/words.ts'
import type { PhaseProps } from './phase-props.ts'

interface LessonDoneProps extends Pick<PhaseProps, 'view'> {
  /** A race is on: it is too early for "not yet". */
  early?: boolean
}

/** What the lesson asks for, and whether it has happened. */
export function LessonDone({ view, early = false }: LessonDoneProps) {
  const texts = PHONE[language.value]
  const done = view.lesson?.done
  if (!done) return null
  return (
    <p class="done" data-reached={done.reached}>
      {done.reached ? (
        <b>{texts.lessonDone}</b>
      ) : (
        <>
          {!early && <b>{texts.notYet}</b>} <span class="ink-2">{texts.doneWhen}</span>
        </>
      )}{' '}
      {done.text}
    </p>
  )
}

/** The newest hints that were given; `most`: not more than so many. */
export function Hints({ view, most = 9 }: Pick<PhaseProps, 'view'> & { most?: number }) {
  const texts = PHONE[language.value]
  return (
    <>
      {(view.lesson?.hints ?? []).slice(-most).map((hint) => (
        <p key={hint} class="hint">
          <b>{texts.hint}:</b> {hint}
        </p>
      ))}
    </>
  )
}
