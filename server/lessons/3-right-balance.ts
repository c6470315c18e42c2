import { de } from './3-right-balance.de.ts'
import { en } from './3-right-balance.en.ts'
import { hasLoss } from './done.ts'
import { defineLesson, type LessonData } from './lesson.ts'
import { PLAIN } from './lesson-numbers.ts'

const data = {
  id: 'right-balance',
  minutes: 7,
  rounds: [
    {
      settings: { ...PLAIN, strategy: 'naive', thinkMs: 2000, jitterMs: 0 },
      opening: 100,
      amounts: { kind: 'these', amounts: [50, -50, 10] },
      ends: { kind: 'host' },
      practice: false,
      question: { choices: ['a', 'b', 'c'], right: 'b' },
      bots: { count: 0, perSecond: 0.25 },
      quiet: true,
    },
  ],
  transfer: { choices: ['a', 'b', 'c', 'd'], right: 'd' },
  isDone: (records) =>
    records.some((record) => record.actual !== null && record.actual === record.expected && hasLoss(record)),
} as const satisfies LessonData

/** The right balance proves nothing. Without jitter, two people can bring it about on purpose: see the hints. */
export const rightBalance = defineLesson(data, { en, de })
