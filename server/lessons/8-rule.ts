import { de } from './8-rule.de.ts'
import { en } from './8-rule.en.ts'
import { defineLesson, type LessonData } from './lesson.ts'
import { PLAIN } from './lesson-numbers.ts'

const data = {
  id: 'rule',
  minutes: 6,
  rounds: [
    {
      settings: { ...PLAIN, strategy: 'incrby', thinkMs: 2000, jitterMs: 500, overdraft: 'refused' },
      opening: 100,
      amounts: { kind: 'these', amounts: [-80] },
      ends: { kind: 'time', ms: 10_000 },
      practice: false,
      question: { choices: ['a', 'b', 'c', 'd'], right: 'c' },
      bots: { count: 2, perSecond: 0.5 },
    },
  ],
  transfer: { choices: ['a', 'b', 'c', 'd'], right: 'a' },
  isDone: (records) =>
    records.some(
      ({ settings, actual, applied, lost }) =>
        settings.overdraft === 'refused' && applied > 0 && lost === 0 && actual !== null && actual < 0,
    ),
} as const satisfies LessonData

/** No update lost, and the rule broken. */
export const rule = defineLesson(data, { en, de })
