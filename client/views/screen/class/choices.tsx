import type { QuestionView } from '../../../../shared/rounds/lesson.ts'
import type { Spread } from '../../../../shared/rounds/round-record.ts'
import { language } from '../../../language.ts'
import { FORMATS } from '../../../wording/class/formats.ts'
import { WALL } from '../../../wording/class/wall/words.ts'
import { RightMark } from './right-mark.tsx'

interface ChoicesProps {
  question: QuestionView
  /** How the answers spread, once that may be shown. */
  spread?: Spread | undefined
}

/** The choices of a question. While it is asked, nothing tells them apart but their letters. */
export function Choices({ question: { choices, right }, spread }: ChoicesProps) {
  const all = Object.values(spread ?? {}).reduce((sum, n) => sum + n, 0)
  const words = WALL[language.value]
  return (
    <ol class="choices">
      {choices.map(({ id, text }) => {
        const n = spread?.[id] ?? 0
        return (
          <li
            key={id}
            class="wall-choice"
            data-choice={id}
            data-right={right === undefined ? undefined : right === id}
            style={n > 0 ? { '--share': `${(100 * n) / all}%` } : undefined}
          >
            <span class="choice-letter num">{id.toUpperCase()}</span>
            <span class="choice-text">
              {text}
              {right === id && <RightMark text={words.answers.rightMark} />}
            </span>
            {spread && <span class="choice-count num">{FORMATS[language.value].number(n)}</span>}
          </li>
        )
      })}
    </ol>
  )
}
