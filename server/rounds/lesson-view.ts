import type { Language, LessonView, QuestionView } from '../../shared/rounds/lesson.ts'
import { isKnown, type Phase } from '../../shared/rounds/phases.ts'
import type { RoundRecord } from '../../shared/rounds/round-record.ts'
import type { Lesson, Question, QuestionTexts } from '../lessons/lesson.ts'
import type { ClassState } from './class-state.ts'

/** What a page may know of a lesson in the present phase, in its language. */
export function lessonView(
  lessons: readonly Lesson[],
  lesson: Lesson,
  state: ClassState,
  records: readonly RoundRecord[],
  language: Language,
): LessonView {
  const texts = lesson.texts[language]
  const { phase, step } = state
  const asked = state.asked > 0 ? questionOf(lesson, state.askedStep, language) : undefined
  const transfer = lesson.transfer && texts.transfer && ([lesson.transfer, texts.transfer] as const)
  // A session may be over before the lesson has begun.
  const known = isKnown(phase) && (phase !== 'over' || state.raced > 0)
  const raced = known || phase === 'countdown' || phase === 'running' || phase === 'settling'
  const isLast = step >= lesson.rounds.length - 1
  const reached = lesson.isDone(records.filter((record) => record.lesson === lesson.id))
  return {
    id: lesson.id,
    number: lessons.indexOf(lesson) + 1,
    of: lessons.length,
    step: Math.min(step, lesson.rounds.length - 1),
    steps: lesson.rounds.length,
    title: texts.title,
    ...(lesson.rounds[step]?.quiet && { quiet: true as const }),
    ...(raced && { watch: texts.watch[step] ?? texts.watch[0] }),
    ...(asked && { question: questionView(...asked, known) }),
    ...(transfer && wasTransferred(state) && { transfer: questionView(...transfer, phase !== 'transfer') }),
    // These are about all rounds, so before the last one they would answer its question.
    ...(known && isLast && { explanation: texts.explanation }),
    ...(known &&
      !isLast &&
      lesson.rounds[step]?.practice &&
      texts.afterPractice && { explanation: texts.afterPractice }),
    ...(raced && isLast && { done: { text: texts.done, reached } }),
    hints: texts.hints.slice(0, state.hints),
  }
}

const AFTER_TRANSFER: readonly Phase[] = ['transfer', 'learnt', 'podium', 'over']
/** Whether the transfer question has been asked since this round, so that pages may know it. */
export const wasTransferred = ({ phase, round, transferred }: ClassState): boolean =>
  AFTER_TRANSFER.includes(phase) && transferred > 0 && transferred === round

/** The question of the round `step` with its words. The texts have one for each round that asks, in order. */
export function questionOf(
  lesson: Lesson,
  step: number,
  language: Language,
): [Question, QuestionTexts] | undefined {
  const question = lesson.rounds[step]?.question
  const before = lesson.rounds.slice(0, step).filter((round) => round.question !== undefined)
  const words = lesson.texts[language].questions[before.length]
  return question && words && [question, words]
}

export function questionView(
  { choices, right }: Question,
  texts: QuestionTexts,
  known: boolean,
): QuestionView {
  return {
    text: texts.text,
    choices: choices.map((id) => {
      const words = texts.choices[id]
      return { id, text: words?.text ?? id, ...(known && words && { belief: words.belief }) }
    }),
    ...(known && { right, why: texts.why }),
  }
}
