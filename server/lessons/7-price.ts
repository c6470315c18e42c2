import type { RoundRecord } from '../../shared/rounds/round-record.ts'
import { de } from './7-price.de.ts'
import { en } from './7-price.en.ts'
import { keptAll, under } from './done.ts'
import { defineLesson, type LessonData } from './lesson.ts'
import { MANY_BOTS, PLAIN } from './lesson-numbers.ts'

const round = {
  opening: 100,
  amounts: { kind: 'these', amounts: [50, -50] },
  ends: { kind: 'time', ms: 20_000 },
  practice: false,
  bots: MANY_BOTS,
} as const
const DELAY = { thinkMs: 500, jitterMs: 300 } as const

const data = {
  id: 'price',
  minutes: 8,
  rounds: [
    {
      ...round,
      settings: { ...PLAIN, ...DELAY, strategy: 'watch' },
      question: { choices: ['a', 'b', 'c', 'd'], right: 'b' },
    },
    { ...round, settings: { ...PLAIN, ...DELAY, strategy: 'lua' } },
  ],
  transfer: { choices: ['a', 'b', 'c', 'd'], right: 'd' },
  isDone: (records) =>
    under(records, 'watch').some((record) => keptAll(5)(record) && mostRefused(record)) &&
    under(records, 'lua').some(keptAll(5)),
} as const satisfies LessonData

const mostRefused = ({ conflicts, applied }: RoundRecord): boolean => conflicts > applied

/** Optimism has a price. */
export const price = defineLesson(data, { en, de })
