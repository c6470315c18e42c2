import { type Board, emptyBoard, fold } from '../../client/explore/board.ts'
import type { Ending, Exploration } from '../../shared/proof/exploration.ts'
import { PLAIN } from '../../shared/proof/plain.ts'

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

/** The lesson: +50 and −150 on 100, naively. */
export const NAIVE = [
  safe('1122'),
  losing('1212', [1], -50),
  losing('1221', [2], 150),
  losing('2112', [1], -50),
  losing('2121', [2], 150),
  safe('2211'),
]

/** A board of these endings, while the search runs. */
export const boardOf = (endings: Ending[], most?: number): Board =>
  fold(fold(emptyBoard, begin), { kind: 'found', done: 0.5, endings }, most)

export const begin = { kind: 'begin', strategy: 'naive', title: 'GET, think, SET', scenario: PLAIN } as const

/** The end of a search in which these were found. */
export function endOf(endings: Ending[], more: Partial<Exploration> = {}): Exploration {
  const having = (anomaly: Ending['anomalies'][number]) => ({
    count: endings.filter(({ anomalies }) => anomalies.includes(anomaly)).length,
  })
  return {
    strategy: 'naive',
    scenario: PLAIN,
    complete: true,
    schedules: endings.length,
    losing: having('lost-update').count,
    anomalies: {
      'lost-update': having('lost-update'),
      overdraft: having('overdraft'),
      'double-apply': having('double-apply'),
      starvation: having('starvation'),
    },
    safe: endings.filter(({ anomalies }) => anomalies.length === 0).length,
    balances: [],
    ...more,
  }
}

export const ended = (endings: Ending[], more: Partial<Exploration> = {}): Board =>
  fold(boardOf(endings), { kind: 'end', exploration: endOf(endings, more) })
