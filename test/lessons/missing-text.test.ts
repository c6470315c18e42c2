import { expect, it } from 'vitest'
import { defineLesson, type LessonData } from '../../server/lessons/lesson.ts'

const round = {
  settings: {},
  opening: 100,
  amounts: { kind: 'any' },
  ends: { kind: 'host' },
  practice: false,
} as const
const data = {
  id: 'for-types',
  minutes: 1,
  rounds: [round, { ...round, question: { choices: ['a', 'b'], right: 'a' } }],
  isDone: () => true,
} as const satisfies LessonData
const choice = { text: 'choice', belief: 'belief' } as const
const question = { text: 'question', choices: { a: choice, b: choice }, why: 'why' } as const
const texts = {
  ...{ title: 'title', idea: 'idea', explanation: 'explanation', done: 'done', hints: [] },
  ...{ before: 'before', after: 'after', inRealLife: 'inRealLife' },
  watch: ['first', 'second'],
  questions: [question],
} as const

it('a lesson compiles when no text is missing, and only then', () => {
  const whole = defineLesson(data, { en: texts, de: texts })
  expect(whole.texts.de).toEqual(texts)

  const { title: _, ...untitled } = texts
  // @ts-expect-error: no title
  defineLesson(data, { en: texts, de: untitled })
  // @ts-expect-error: no German
  defineLesson({ ...data, id: 'x' }, { en: texts, de: {} })
  // @ts-expect-error: one text for two rounds
  defineLesson(data, { en: { ...texts, watch: ['first'] as const }, de: texts })
  // @ts-expect-error: the second round asks, and has no words
  defineLesson(data, { en: { ...texts, questions: [] as const }, de: texts })
  const noB = { ...question, choices: { a: choice } } as const
  // @ts-expect-error: no text for the choice b
  defineLesson(data, { en: { ...texts, questions: [noB] as const }, de: texts })
  const transfer = { ...data, transfer: { choices: ['a'], right: 'a' } } as const
  // @ts-expect-error: no words for the transfer question
  defineLesson(transfer, { en: texts, de: texts })
})
