import { type Anomaly, PLACES, type Place } from '../../shared/proof/anomaly.ts'
import type { MatrixLine } from '../../shared/proof/told.ts'

type CellLine = Extract<MatrixLine, { kind: 'cell' }>
type RowLine = Extract<MatrixLine, { kind: 'row' }>

/** What was found, and what the strategy claims of it. */
export type MatrixCell = Pick<CellLine, 'finding' | 'claimed'>

export interface MatrixRow extends Omit<RowLine, 'kind'> {
  cells: readonly MatrixCell[]
}

/** Strategies against anomalies, as far as the explorer has looked. */
export interface Matrix {
  phase: { is: 'searching' } | { is: 'ended' } | { is: 'refused'; message: string } | { is: 'unreachable' }
  rows: readonly MatrixRow[]
}

export const emptyMatrix: Matrix = { phase: { is: 'searching' }, rows: [] }

/** The matrix after one more line. Strategies of the game come first, the participants' own after them. */
export function foldMatrix(matrix: Matrix, line: MatrixLine): Matrix {
  switch (line.kind) {
    case 'row': {
      const { kind: _, ...row } = line
      const rows = [...matrix.rows, { ...row, cells: [] }]
      return { ...matrix, rows: [...rows.filter(({ own }) => !own), ...rows.filter(({ own }) => own)] }
    }
    case 'cell': {
      const { kind: _, strategy, ...cell } = line
      const rows = matrix.rows.map((row) =>
        row.strategy === strategy ? { ...row, cells: [...row.cells, cell] } : row,
      )
      return { ...matrix, rows }
    }
    case 'end':
      return { ...matrix, phase: { is: 'ended' } }
  }
}

export function cellAt(row: MatrixRow, anomaly: Anomaly, place: Place): MatrixCell | undefined {
  return row.cells.find(({ finding }) => finding.anomaly === anomaly && finding.place === place)
}

/** The strategy says otherwise. */
export function isDisputed({ finding, claimed }: MatrixCell): boolean {
  return claimed !== undefined && claimed !== finding.found
}

/** It has no lost update anywhere, and every interleaving was run to say so. */
export function keepsEverything(row: MatrixRow): boolean {
  const updates = row.cells.filter(({ finding }) => finding.anomaly === 'lost-update')
  return (
    updates.length === PLACES.length &&
    updates.every(({ finding }) => finding.found === 'never' && finding.complete)
  )
}
