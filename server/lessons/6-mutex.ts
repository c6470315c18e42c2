import { de } from './6-mutex.de.ts'
import { en } from './6-mutex.en.ts'
import { hasLoss, keptAll, under } from './done.ts'
import { defineLesson, type LessonData } from './lesson.ts'
import { PLAIN } from './lesson-numbers.ts'

/** Short: all transactions of a server wait for each other. */
const settings = { ...PLAIN, strategy: 'local-mutex', thinkMs: 400, jitterMs: 200 } as const
const round = {
  settings,
  opening: 100,
  amounts: { kind: 'these', amounts: [50, -150] },
  ends: { kind: 'time', ms: 15_000 },
} as const

const data = {
  id: 'mutex',
  minutes: 9,
  needs: ['two-nodes'],
  rounds: [
    // On one server: bots run on all of them.
    { ...round, practice: true, bots: { count: 0, perSecond: 0.5 }, quiet: true },
    {
      ...round,
      practice: false,
      question: { choices: ['a', 'b', 'c', 'd'], right: 'd' },
      bots: { count: 4, perSecond: 0.5 },
    },
  ],
  transfer: { choices: ['a', 'b', 'c', 'd'], right: 'a' },
  isDone(records) {
    const played = under(records, 'local-mutex')
    return played.some(keptAll(2)) && played.some((record) => record.nodes > 1 && hasLoss(record))
  },
} as const satisfies LessonData

/** A lock protects what it can see. */
export const mutex = defineLesson(data, { en, de })
