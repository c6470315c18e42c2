import { describe, expect, it } from 'vitest'
import {
  cellAt,
  columnName,
  conditionsOf,
  emptyMatrix,
  foldMatrix,
  isDisputed,
  keepsEverything,
  type MatrixRow,
} from '../../../client/board/matrix.ts'
import { MATRIX_ANOMALIES, type MatrixAnomaly, PLACES } from '../../../shared/proof/anomaly.ts'
import { exploreQuery } from '../../../shared/proof/explore-query.ts'
import { PLAIN_SCENARIO } from '../../../shared/proof/plain-scenario.ts'
import type { Scenario } from '../../../shared/proof/scenario.ts'
import type { MatrixLine } from '../../../shared/proof/stream-lines.ts'

type CellLine = Extract<MatrixLine, { kind: 'cell' }>

const cell = (strategy: string, more: Partial<CellLine['finding']> = {}, claimed?: 'never'): CellLine => ({
  kind: 'cell',
  strategy,
  finding: {
    ...{ anomaly: 'lost-update', place: 'oneNode', found: 'never', count: 0, schedules: 20, complete: true },
    query: 'strategy=watch&tx=50&tx=-150',
    ...more,
  },
  ...(claimed && { claimed }),
})

const rowOf = (...cells: CellLine[]): MatrixRow => ({ strategy: 'watch', title: '', cells })

describe('the matrix', () => {
  it("puts the participants' own strategies after those of the game", () => {
    const lines: MatrixLine[] = [
      { kind: 'row', strategy: 'mine', title: 'mine', own: true },
      { kind: 'row', strategy: 'naive', title: 'GET, think, SET' },
      { kind: 'row', strategy: 'broken', title: 'broken', own: true, problem: 'SyntaxError' },
      { kind: 'row', strategy: 'watch', title: 'WATCH' },
    ]
    const { rows } = lines.reduce(foldMatrix, emptyMatrix)
    expect(rows.map(({ strategy }) => strategy)).toEqual(['naive', 'watch', 'mine', 'broken'])
    expect(rows[3]?.problem).toBe('SyntaxError')
  })

  it('has one row for a strategy whose search breaks off', () => {
    const row = { kind: 'row', strategy: 'mine', title: 'mine', own: true } as const
    const lines: MatrixLine[] = [row, cell('mine'), { ...row, problem: 'It throws.' }]
    const { rows } = lines.reduce(foldMatrix, emptyMatrix)
    expect(rows.map(({ problem }) => problem)).toEqual(['It throws.'])
  })

  it('fills cell by cell until the search has ended', () => {
    const begun = foldMatrix(emptyMatrix, { kind: 'row', strategy: 'watch', title: 'WATCH' })
    const found = foldMatrix(begun, cell('watch'))
    const [row] = found.rows
    expect(row && cellAt(row, 'lost-update', 'oneNode')?.finding.schedules).toBe(20)
    expect(row && cellAt(row, 'lost-update', 'manyNodes')).toBeUndefined()
    expect(found.phase.is).toBe('searching')
    expect(foldMatrix(found, { kind: 'end' }).phase.is).toBe('ended')
  })

  it('flags a cell that contradicts the claim of the strategy, and no cell without a claim', () => {
    expect(isDisputed(cell('watch', { found: 'possible' }, 'never'))).toBe(true)
    expect(isDisputed(cell('watch', {}, 'never'))).toBe(false)
    expect(isDisputed(cell('watch', { found: 'possible' }))).toBe(false)
  })

  it('flags a claim of `never` when only some of the orders were run', () => {
    expect(isDisputed(cell('watch', { found: 'not-found', complete: false }, 'never'))).toBe(true)
  })

  it('has a heading for every anomaly, and names the extra conditions in a cell', () => {
    expect(MATRIX_ANOMALIES.map(columnName)).toEqual([
      ...['Lost update', 'Below zero', 'Booked twice', 'Wrong amount', 'False refusal'],
      ...['Refused, yet in the balance', 'Hangs', 'Gives up'],
    ])
    const at = (anomaly: MatrixAnomaly, scenario: Partial<Scenario>) =>
      conditionsOf(cell('lock', { anomaly, query: exploreQuery('lock', { ...PLAIN_SCENARIO, ...scenario }) }))
    expect(at('lost-update', { lockExpiries: 1 })).toBe('a lock expires')
    expect(at('lost-update', { transactions: [1, 2, 3], attempts: 1 })).toBe(
      'three transactions, one attempt',
    )
    expect(at('starvation', { attempts: 1 })).toBe('')
    expect(at('starvation', { crashes: 1 })).toBe('a node crashes')
    expect(at('overdraft', { overdraft: 'refused', lostReplies: 1 })).toBe('a reply gets lost')
  })

  it('says that a strategy keeps every update only when every order was run, on one node and on many', () => {
    const [one, many] = PLACES.map((place) => cell('watch', { place }))
    if (!one || !many) throw new Error('two places')
    expect(keepsEverything(rowOf(one, many))).toBe(true)
    expect(keepsEverything(rowOf(one, cell('watch', { place: 'manyNodes', complete: false })))).toBe(false)
    expect(keepsEverything(rowOf(one, cell('watch', { place: 'manyNodes', found: 'possible' })))).toBe(false)
    expect(keepsEverything(rowOf(one))).toBe(false)
    expect(keepsEverything(rowOf())).toBe(false)
  })
})
