import { luckOf } from '../../shared/rounds/results.ts'
import { de } from './1-lost-update.de.ts'
import { en } from './1-lost-update.en.ts'
import { playersOf } from './done.ts'
import { defineLesson, type LessonData } from './lesson.ts'
import { PLAIN } from './lesson-numbers.ts'

const data = {
  id: 'lost-update',
  minutes: 7,
  rounds: [
    {
      settings: { ...PLAIN, strategy: 'naive', thinkMs: 2000, jitterMs: 500 },
      opening: 100,
      amounts: { kind: 'these', amounts: [50, -150] },
      ends: { kind: 'time', ms: 20_000 },
      practice: false,
      question: { choices: ['a', 'b', 'c', 'd'], right: 'c' },
      bots: { count: 2, perSecond: 0.25 },
    },
  ],
  transfer: { choices: ['a', 'b', 'c', 'd'], right: 'b' },
  isDone(records) {
    // The record lists its largest losses only. A player with bad luck has lost a deposit all the same.
    const lucks = records.flatMap(playersOf).map(luckOf)
    const amounts = records.flatMap(({ losses = [] }) => losses.map(({ amount }) => amount))
    const deposit = amounts.some((amount) => amount > 0) || lucks.some((luck) => luck < 0)
    const withdrawal = amounts.some((amount) => amount < 0) || lucks.some((luck) => luck > 0)
    return deposit && withdrawal
  },
} as const satisfies LessonData

/** Read, think, write loses updates. */
export const lostUpdate = defineLesson(data, { en, de })
