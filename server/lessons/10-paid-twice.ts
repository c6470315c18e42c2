import { luckOf } from '../../shared/rounds/results.ts'
import type { RoundRecord } from '../../shared/rounds/round-record.ts'
import { de } from './10-paid-twice.de.ts'
import { en } from './10-paid-twice.en.ts'
import { playersOf, under } from './done.ts'
import { defineLesson, type LessonData } from './lesson.ts'
import { PLAIN } from './lesson-numbers.ts'

/** Deposits only: then a balance that is too high shows what was booked twice. */
const round = {
  opening: 0,
  amounts: { kind: 'these', amounts: [50] },
  ends: { kind: 'time', ms: 15_000 },
  practice: false,
  bots: { count: 2, perSecond: 0.5 },
} as const
const ANSWERS_LOST = { ...PLAIN, thinkMs: 500, jitterMs: 200, lostReplies: 40 } as const

const data = {
  id: 'paid-twice',
  minutes: 8,
  rounds: [
    {
      ...round,
      settings: { ...ANSWERS_LOST, strategy: 'retry-blind' },
      question: { choices: ['a', 'b', 'c', 'd'], right: 'b' },
    },
    { ...round, settings: { ...ANSWERS_LOST, strategy: 'idempotent' } },
  ],
  transfer: { choices: ['a', 'b', 'c', 'd'], right: 'a' },
  isDone: (records) =>
    under(records, 'retry-blind').some(
      (record) => record.lost === 0 && lucksOf(record).some((luck) => luck > 0),
    ) &&
    under(records, 'idempotent').some(
      (record) =>
        record.applied >= 5 &&
        record.settings.lostReplies > 0 &&
        record.lost === 0 &&
        lucksOf(record).every((luck) => luck === 0),
    ),
} as const satisfies LessonData

const lucksOf = (record: RoundRecord): number[] => playersOf(record).map(luckOf)

/** An answer that is lost is not a no. */
export const paidTwice = defineLesson(data, { en, de })
