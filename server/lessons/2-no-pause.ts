import { de } from './2-no-pause.de.ts'
import { en } from './2-no-pause.en.ts'
import { hasLoss } from './done.ts'
import { defineLesson, type LessonData } from './lesson.ts'
import { ENOUGH_BOOKED, FAST_BOTS, PLAIN } from './lesson-numbers.ts'

const data = {
  id: 'no-pause',
  minutes: 5,
  rounds: [
    {
      settings: { ...PLAIN, strategy: 'naive', thinkMs: 0, jitterMs: 0 },
      opening: 100,
      amounts: { kind: 'these', amounts: [50, -50] },
      ends: { kind: 'time', ms: 20_000 },
      practice: false,
      question: { choices: ['a', 'b', 'c', 'd'], right: 'd' },
      bots: FAST_BOTS,
    },
  ],
  transfer: { choices: ['a', 'b', 'c', 'd'], right: 'c' },
  isDone: (records) => records.some((record) => record.applied >= ENOUGH_BOOKED && hasLoss(record)),
} as const satisfies LessonData

/** Rare is not never. */
export const noPause = defineLesson(data, { en, de })
