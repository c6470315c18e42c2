import { de } from './11-failover.de.ts'
import { en } from './11-failover.en.ts'
import { defineLesson, type LessonData } from './lesson.ts'
import { PLAIN } from './lesson-numbers.ts'

const data = {
  id: 'failover',
  minutes: 9,
  needs: ['replica'],
  rounds: [
    {
      settings: { ...PLAIN, strategy: 'lua', thinkMs: 0, jitterMs: 0 },
      opening: 100,
      amounts: { kind: 'these', amounts: [50, -50] },
      ends: { kind: 'host' },
      practice: false,
      question: { choices: ['a', 'b', 'c', 'd'], right: 'c' },
      bots: { count: 10, perSecond: 2 },
    },
  ],
  transfer: { choices: ['a', 'b', 'c', 'd'], right: 'd' },
  isDone: (records) => records.some(({ forgotten }) => forgotten > 0),
} as const satisfies LessonData

/** Acknowledged is not for ever. */
export const failover = defineLesson(data, { en, de })
