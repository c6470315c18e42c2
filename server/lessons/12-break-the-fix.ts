import { de } from './12-break-the-fix.de.ts'
import { en } from './12-break-the-fix.en.ts'
import { hasLoss, under } from './done.ts'
import { defineLesson, type LessonData } from './lesson.ts'
import { PLAIN } from './lesson-numbers.ts'

const round = {
  opening: 100,
  amounts: { kind: 'these', amounts: [50, -150] },
  ends: { kind: 'time', ms: 20_000 },
  practice: false,
  bots: { count: 2, perSecond: 0.15 },
} as const
const DELAY = { thinkMs: 2000, jitterMs: 500 } as const
const choices = ['a', 'b', 'c', 'd'] as const

const data = {
  id: 'break-the-fix',
  minutes: 12,
  rounds: [
    {
      ...round,
      settings: { ...PLAIN, ...DELAY, strategy: 'watch-shared' },
      question: { choices, right: 'c' },
    },
    {
      ...round,
      settings: { ...PLAIN, ...DELAY, strategy: 'watch-late' },
      question: { choices, right: 'b' },
    },
  ],
  transfer: { choices, right: 'a' },
  isDone: (records) =>
    ['watch-shared', 'watch-late'].some((strategy) => under(records, strategy).some(hasLoss)),
} as const satisfies LessonData

/** Break the fix. The transfer question is about the second method. */
export const breakTheFix = defineLesson(data, { en, de })
