import { de } from './5-block.de.ts'
import { en } from './5-block.en.ts'
import { hasLoss, under } from './done.ts'
import { defineLesson, type LessonData } from './lesson.ts'
import { PLAIN } from './lesson-numbers.ts'

const data = {
  id: 'block',
  minutes: 6,
  rounds: [
    {
      settings: { ...PLAIN, strategy: 'multi-only', thinkMs: 2000, jitterMs: 500 },
      opening: 100,
      amounts: { kind: 'these', amounts: [50, -150] },
      ends: { kind: 'time', ms: 15_000 },
      practice: false,
      question: { choices: ['a', 'b', 'c', 'd'], right: 'a' },
      bots: { count: 2, perSecond: 0.25 },
    },
  ],
  transfer: { choices: ['a', 'b', 'c', 'd'], right: 'c' },
  isDone: (records) => under(records, 'multi-only').some(hasLoss),
} as const satisfies LessonData

/** A block is not isolation. */
export const block = defineLesson(data, { en, de })
