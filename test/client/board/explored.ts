import { type Board, emptyBoard, foldLine } from '../../../client/board/board.ts'
import { ANOMALIES, isUnsafe } from '../../../shared/proof/anomaly.ts'
import type { Ending, Exploration } from '../../../shared/proof/exploration.ts'
import { PLAIN_SCENARIO } from '../../../shared/proof/plain-scenario.ts'

export const safe = (schedule: string, balance = 0): Ending => ({
  schedule,
  anomalies: [],
  balance,
  expected: balance,
  lost: [],
})
export const losing = (schedule: string, lost: number[], balance: number, expected = 0): Ending => ({
  schedule,
  anomalies: ['lost-update'],
  balance,
  expected,
  lost,
})

/** The lesson: +50 and −150 on 100, with naive. */
export const NAIVE = [
  safe('1122'),
  losing('1212', [1], -50),
  losing('1221', [2], 150),
  losing('2112', [1], -50),
  losing('2121', [2], 150),
  safe('2211'),
]

export const TWICE: Ending = { ...safe('1!122', 100), anomalies: ['double-apply', 'overdraft'], expected: 50 }
export const GAVE_UP: Ending = {
  ...{ ...safe('1212', 50), anomalies: ['starvation'] },
  unapplied: [{ process: 2, outcome: 'gave-up' }],
}
/** A withdrawal that the balance did not cover. */
export const REFUSED: Ending = { ...safe('1122', 40), unapplied: [{ process: 2, outcome: 'rejected' }] }
export const FAILED: Ending = { ...safe('1A2', 40), unapplied: [{ process: 1, outcome: 'failed' }] }
export const HUNG: Ending = {
  ...safe('1A2', 40),
  anomalies: ['hangs'],
  unapplied: [{ process: 2, outcome: 'hung' }],
}
export const WRONG: Ending = { ...safe('12', 200), anomalies: ['wrong-amount'], expected: 150 }
/** +50, −50 and +10 on 100: the deposit of 50 and the withdrawal are both lost. */
export const CRACKED = losing('123123', [1, 2], 110, 110)

/** A board of these endings, while the search runs. */
export const boardOf = (endings: Ending[], most?: number): Board =>
  foldLine(foldLine(emptyBoard, begin), { kind: 'found', done: 0.5, endings }, most)

export const begin = {
  kind: 'begin',
  strategy: 'naive',
  title: 'GET, think, SET',
  scenario: PLAIN_SCENARIO,
} as const

/** The end of a search in which these were found. */
export function endOf(endings: Ending[], more: Partial<Exploration> = {}): Exploration {
  const having = (anomaly: Ending['anomalies'][number]) => ({
    count: endings.filter(({ anomalies }) => anomalies.includes(anomaly)).length,
  })
  return {
    strategy: 'naive',
    scenario: PLAIN_SCENARIO,
    complete: true,
    schedules: endings.length,
    losing: having('lost-update').count,
    anomalies: Object.fromEntries(
      ANOMALIES.map((anomaly) => [anomaly, having(anomaly)]),
    ) as Exploration['anomalies'],
    safe: endings.filter(({ anomalies }) => !anomalies.some(isUnsafe)).length,
    either: endings.filter(({ either }) => either).length,
    balances: [],
    verbs: ['GET', 'SET'],
    expires: false,
    ...more,
  }
}

export const ended = (endings: Ending[], more: Partial<Exploration> = {}): Board =>
  foldLine(boardOf(endings), { kind: 'end', exploration: endOf(endings, more) })
