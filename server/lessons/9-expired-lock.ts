import { de } from './9-expired-lock.de.ts'
import { en } from './9-expired-lock.en.ts'
import { hasLoss, keptAll, under } from './done.ts'
import { defineLesson, type LessonData } from './lesson.ts'
import { LONG_PAUSE_SECONDS, PLAIN } from './lesson-numbers.ts'

const round = {
  opening: 100,
  amounts: { kind: 'these', amounts: [50, -150] },
  ends: { kind: 'time', ms: 20_000 },
  practice: false,
  question: { choices: ['a', 'b', 'c', 'd'] },
  bots: { count: 2, perSecond: 0.15 },
} as const

const data = {
  id: 'expired-lock',
  minutes: 10,
  rounds: [
    {
      ...round,
      settings: { ...PLAIN, strategy: 'lock', thinkMs: LONG_PAUSE_SECONDS * 1000, jitterMs: 500 },
      question: { ...round.question, right: 'd' },
    },
    {
      ...round,
      // Some pauses are longer than the lock lives, and some are shorter: with longer ones only, hardly any write is let in.
      settings: { ...PLAIN, strategy: 'fenced-lock', thinkMs: 2500, jitterMs: 1500 },
      question: { ...round.question, right: 'a' },
    },
  ],
  transfer: { choices: ['a', 'b', 'c', 'd'], right: 'c' },
  isDone: (records) => under(records, 'lock').some(hasLoss) && under(records, 'fenced-lock').some(keptAll(2)),
} as const satisfies LessonData

/** A lock that can expire is two locks. */
export const expiredLock = defineLesson(data, { en, de })
