import { language } from '../../../language.ts'
import { FORMATS } from '../../../wording/class/formats.ts'
import { WALL } from '../../../wording/class/wall/words.ts'
import { RightMark } from './right-mark.tsx'

/** One answer: how many gave it at first, and after talking. */
export interface AnswerRow {
  key: string
  label: string
  first: number
  second: number | undefined
  right: boolean
}

/** Answers as rows of bars. The right one has a sign and a word. `wide`: the labels are longer than a letter. */
export function AnswerRows({
  rows,
  mark,
  wide = false,
}: {
  rows: AnswerRow[]
  mark: string
  wide?: boolean
}) {
  const most = Math.max(1, ...rows.map(({ first, second }) => Math.max(first, second ?? 0)))
  const { number } = FORMATS[language.value]
  return (
    <ul class="answer-rows" data-wide={wide}>
      {rows.map(({ key, label, first, second, right }) => (
        <li key={key} data-right={right} data-answer={key}>
          <span class="visually-hidden">
            {WALL[language.value].answerBar(label, first, second)}
            {right && `, ${mark}`}
          </span>
          <span class="answer-label" aria-hidden="true">
            {label}
            {right && <RightMark />}
          </span>
          <span class="answer-bars" aria-hidden="true">
            <Bar is="first" share={first / most} />
            {second !== undefined && <Bar is="second" share={second / most} />}
          </span>
          <span class="num" aria-hidden="true">
            {number(first)}
            {second !== undefined && `→${number(second)}`}
          </span>
        </li>
      ))}
    </ul>
  )
}

function Bar({ is, share }: { is: 'first' | 'second'; share: number }) {
  return <i data-is={is} data-none={share === 0} style={{ width: `${100 * share}%` }} />
}
