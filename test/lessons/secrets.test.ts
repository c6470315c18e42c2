import { describe, expect, it } from 'vitest'
import { LESSONS } from '../../server/lessons/all-lessons.ts'
import type { Lesson, QuestionTexts } from '../../server/lessons/lesson.ts'
import { type ClassState, FREE } from '../../server/rounds/class-state.ts'
import { lessonView } from '../../server/rounds/lesson-view.ts'
import { LANGUAGES } from '../../shared/rounds/languages.ts'
import type { Language, LessonView } from '../../shared/rounds/lesson.ts'
import type { Phase } from '../../shared/rounds/phases.ts'

/** What a page is told of the lesson when its question of a step is asked and the phase is on. */
function told(lesson: Lesson, phase: Phase, step: number, language: Language): LessonView {
  const asks = lesson.rounds[step]?.question !== undefined
  const state: ClassState = {
    ...FREE,
    ...{ phase, step, lesson: lesson.id, hints: 0 },
    ...{ asked: asks && phase !== 'lobby' ? step + 1 : 0, askedStep: step },
  }
  return lessonView(LESSONS, lesson, state, [], language)
}
const secretsOf = (texts: QuestionTexts | undefined): string[] =>
  texts ? [texts.why, ...Object.values(texts.choices).map(({ belief }) => belief)] : []

const cases = LESSONS.flatMap((lesson) => LANGUAGES.map((language) => [lesson.id, language, lesson] as const))

describe.each(cases)('of the lesson %s (%s)', (_, language, lesson) => {
  const texts = lesson.texts[language]
  const { watch, done, explanation, before, after, inRealLife, hints, questions, transfer } = texts

  it('a page gets no answer, no belief and no outcome before the race', () => {
    const secrets = [
      ...[...watch, done, explanation, before, after, inRealLife, ...hints],
      ...[...questions, transfer].flatMap(secretsOf),
    ]
    for (const step of lesson.rounds.keys())
      for (const phase of ['lobby', 'question', 'talk'] as const) {
        const text = JSON.stringify(told(lesson, phase, step, language))
        expect(secrets.filter((secret) => text.includes(JSON.stringify(secret).slice(1, -1)))).toEqual([])
        expect(text).not.toContain('"right"')
      }
  })

  it('a reveal does not answer the question of the round after it', () => {
    for (const step of lesson.rounds.keys()) {
      const text = JSON.stringify(told(lesson, 'reveal', step, language))
      const isLast = step === lesson.rounds.length - 1
      expect(text.includes(JSON.stringify(explanation))).toBe(isLast)
      expect(text.includes(JSON.stringify(done))).toBe(isLast)
      const later = lesson.rounds.slice(0, step + 1).filter(({ question }) => question).length
      for (const secret of questions.slice(later).flatMap(secretsOf)) expect(text).not.toContain(secret)
    }
  })
})
