import { POWERS, powerAmount } from '../../shared/rounds/amounts.ts'
import type { RoundRecord } from '../../shared/rounds/round-record.ts'
import { depositorsIn } from '../../shared/rounds/witness.ts'
import { de } from './4-witness.de.ts'
import { en } from './4-witness.en.ts'
import { hasLoss, playersOf } from './done.ts'
import { defineLesson, type LessonData } from './lesson.ts'
import { PLAIN } from './lesson-numbers.ts'

const data = {
  id: 'witness',
  minutes: 6,
  rounds: [
    {
      settings: { ...PLAIN, strategy: 'naive', thinkMs: 2000, jitterMs: 500 },
      opening: 0,
      amounts: { kind: 'powers' },
      ends: { kind: 'each', transactions: 1 },
      practice: false,
      question: { choices: ['a', 'b', 'c', 'd'], right: 'a' },
      bots: { count: 0, perSecond: 0.25 },
    },
  ],
  transfer: { choices: ['a', 'b', 'c', 'd'], right: 'b' },
  isDone: (records) => records.some((record) => hasLoss(record) && spellsOut(record)),
} as const satisfies LessonData

/** The balance names exactly those whose deposits were kept. */
function spellsOut(record: RoundRecord): boolean {
  const named = depositorsIn((record.actual ?? Number.NaN) - record.opening)
  const kept = playersOf(record).filter(({ effect }) => effect !== 0)
  const depositors = Array.from({ length: POWERS }, (_, k) => k)
  const numbers = kept.map(({ effect, acknowledged }) =>
    depositors.find((k) => powerAmount(k) === effect && effect === acknowledged),
  )
  return (
    named !== undefined && kept.length > 0 && JSON.stringify(named) === JSON.stringify([...numbers].sort())
  )
}

/** The balance is a witness. At most ten players have a deposit of their own; all others decode the balance. */
export const witness = defineLesson(data, { en, de })
