import { describe, expect, it } from 'vitest'
import {
  cellAt,
  emptyMatrix,
  foldMatrix,
  isDisputed,
  keepsEverything,
  type MatrixRow,
} from '../../client/explore/matrix.ts'
import { PLACES } from '../../shared/proof/anomaly.ts'
import type { MatrixLine } from '../../shared/proof/told.ts'

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

  it('fills cell by cell until it has ended', () => {
    const begun = foldMatrix(emptyMatrix, { kind: 'row', strategy: 'watch', title: 'WATCH' })
    const found = foldMatrix(begun, cell('watch'))
    const [row] = found.rows
    expect(row && cellAt(row, 'lost-update', 'oneNode')?.finding.schedules).toBe(20)
    expect(row && cellAt(row, 'lost-update', 'manyNodes')).toBeUndefined()
    expect(found.phase.is).toBe('searching')
    expect(foldMatrix(found, { kind: 'end' }).phase.is).toBe('ended')
  })

  it('flags a cell that is not what the strategy claims, and none where it claims nothing', () => {
    expect(isDisputed(cell('watch', { found: 'possible' }, 'never'))).toBe(true)
    expect(isDisputed(cell('watch', {}, 'never'))).toBe(false)
    expect(isDisputed(cell('watch', { found: 'possible' }))).toBe(false)
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
