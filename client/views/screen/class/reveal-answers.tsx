import type { QuestionView } from '../../../../shared/rounds/lesson.ts'
import type { RoundRecord } from '../../../../shared/rounds/round-record.ts'
import { language } from '../../../language.ts'
import { WALL } from '../../../wording/class/wall/words.ts'
import { AnswerRows } from './answer-rows.tsx'
import { Guesses } from './guesses.tsx'

/**
 * What the class answered, first and after talking, with the right answer marked and explained. Nothing after a round
 * that asked nothing, although the page may still hold the question of an earlier round.
 */
export function RevealAnswers({
  record,
  question,
}: {
  record: RoundRecord
  question: QuestionView | undefined
}) {
  const { first, second } = record.answers
  const { answers: words } = WALL[language.value]
  const talked = Object.keys(second).length > 0
  const answered = talked || Object.keys(first).length > 0
  if (!answered && record.right === undefined) return null
  if (!question || question.choices.length === 0) {
    // Choices of a question that the page does not know are no guesses.
    if (record.right !== undefined) return null
    return (
      <>
        <h2 class="label">{words.guesses}</h2>
        <Guesses first={first} second={second} truth={record.actual ?? undefined} />
      </>
    )
  }
  const right = question.right ?? record.right
  const rightText = question.choices.find(({ id }) => id === right)?.text
  return (
    <>
      <h2 class="label">{talked ? words.both : words.title}</h2>
      <AnswerRows
        rows={question.choices.map(({ id }) => ({
          key: id,
          label: id.toUpperCase(),
          first: first[id] ?? 0,
          second: talked ? (second[id] ?? 0) : undefined,
          right: id === right,
        }))}
        mark={words.rightMark}
      />
      {rightText && (
        <p>
          {words.right} <b class="expected">{rightText}</b>
        </p>
      )}
      {question.why && <p class="why">{question.why}</p>}
    </>
  )
}
