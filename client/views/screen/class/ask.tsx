import { useRef } from 'preact/hooks'
import { useFit } from '../../../hooks/use-fit.ts'
import { language } from '../../../language.ts'
import { FORMATS } from '../../../wording/class/formats.ts'
import { WALL } from '../../../wording/class/wall/words.ts'
import { Choices } from './choices.tsx'
import type { ClassProps } from './class-props.ts'
import { Guesses } from './guesses.tsx'

/** A question, and from the talk on how its first answers spread. Nothing here hints at the right answer. */
export function Ask({ view, room }: Pick<ClassProps, 'view' | 'room'>) {
  const { phase, lesson, spread } = view
  const question = phase === 'transfer' ? lesson?.transfer : lesson?.question
  const words = WALL[language.value]
  const box = useRef<HTMLDivElement>(null)
  const first = phase === 'talk' ? (spread?.first ?? {}) : undefined
  const text = question?.text ?? words.guessOnPhone
  const choices = question?.choices ?? []
  useFit(box, `${text}${choices.map((one) => one.text)}`)
  return (
    <div class="wall-ask" ref={box}>
      <h2>{text}</h2>
      {question && choices.length > 0 ? (
        <Choices question={{ ...question, right: undefined }} spread={first} />
      ) : first ? (
        <Guesses first={first} />
      ) : (
        <div class="guess">
          <p class="num">{FORMATS[language.value].money(room.account.opening)}</p>
          <p>{words.opensWith(room.account.opening)}</p>
          {question && <p>{words.guessOnPhone}</p>}
        </div>
      )}
      <Answered done={view.done} of={view.here} again={phase === 'talk'} />
    </div>
  )
}

/** How many of those who are here have answered. */
function Answered({ done, of, again }: { done: number; of: number; again: boolean }) {
  const words = WALL[language.value]
  return (
    <div class="answered">
      <i style={{ '--share': of === 0 ? 0 : Math.min(1, done / of) }} />
      <p>{again ? words.answeredAgain(done, of) : words.answered(done, of)}</p>
    </div>
  )
}
