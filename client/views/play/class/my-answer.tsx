import type { ComponentChildren } from 'preact'
import type { Choice, QuestionView } from '../../../../shared/rounds/lesson.ts'
import { language } from '../../../language.ts'
import { PHONE } from '../../../wording/class/phone/words.ts'

interface MyAnswerProps {
  question: QuestionView
  first?: Choice | undefined
  second?: Choice | undefined
}

const letter = (choice: Choice): string => choice.toUpperCase()

/** How the player's answer fared; only where the right choice is known. */
export function MyAnswer({ question, first, second }: MyAnswerProps) {
  const texts = PHONE[language.value]
  const { right, choices, why } = question
  if (right === undefined) return null
  const last = second ?? first
  const isRight = last === right
  const wrong = choices.find(({ id }) => id === last && id !== right)
  const rightText = choices.find(({ id }) => id === right)?.text
  return (
    <section class="verdict" data-right={isRight} aria-label={texts.phases.learnt}>
      <p class="verdict-head">
        <Mark right={isRight} />
        <b>{told(first, second, right)}</b>
      </p>
      {!isRight && (
        <Row name={texts.rightIs}>
          <b>
            <span class="num letter">{letter(right)}</span> {rightText}
          </b>
        </Row>
      )}
      {isRight && <p class="right-text">{rightText}</p>}
      {wrong?.belief && <Row name={texts.belief}>{wrong.belief}</Row>}
      {why && <Row name={texts.why}>{why}</Row>}
    </section>
  )
}

function Row({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <p class="verdict-row">
      <span class="label">{name}</span> {children}
    </p>
  )
}

/** A tick or a cross, so that it is not told by colour alone. */
function Mark({ right }: { right: boolean }) {
  return (
    <svg class="verdict-mark" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={right ? 'M3 11l5 5L17 4' : 'M4 4l12 12M16 4L4 16'} />
    </svg>
  )
}

function told(first: Choice | undefined, second: Choice | undefined, right: Choice): string {
  const texts = PHONE[language.value]
  const last = second ?? first
  if (last === undefined) return texts.noAnswer
  const changed = first !== undefined && second !== undefined && first !== second
  if (changed && second === right) return texts.changedToRight(letter(first), letter(second))
  if (changed && first === right) return texts.changedToWrong(letter(first), letter(second))
  return last === right ? texts.answeredRight(letter(last)) : texts.answeredWrong(letter(last))
}
