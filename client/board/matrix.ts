import { capitalised } from '../../shared/money.ts'
import { type MatrixAnomaly, type MatrixPlace, PLACES } from '../../shared/proof/anomaly.ts'
import { ANOMALY_WORDS } from '../../shared/proof/anomaly-words.ts'
import { conditionsBeyond } from '../../shared/proof/scenario-words.ts'
import type { MatrixLine } from '../../shared/proof/stream-lines.ts'
import { readLink } from './read-link.ts'

type CellLine = Extract<MatrixLine, { kind: 'cell' }>
type RowLine = Extract<MatrixLine, { kind: 'row' }>

/** What was found, and what the strategy claims about it. */
export type MatrixCell = Pick<CellLine, 'finding' | 'claimed'>

export interface MatrixRow extends Omit<RowLine, 'kind'> {
  cells: readonly MatrixCell[]
}

/** Strategies against anomalies, as far as the explorer has got. */
export interface Matrix {
  phase: { is: 'searching' } | { is: 'ended' } | { is: 'refused'; message: string } | { is: 'unreachable' }
  rows: readonly MatrixRow[]
}

export const PLACE_NAMES: Record<MatrixPlace, string> = { oneNode: 'one node', manyNodes: 'two nodes' }
export const columnName = (anomaly: MatrixAnomaly): string => capitalised(ANOMALY_WORDS[anomaly].name)

export const emptyMatrix: Matrix = { phase: { is: 'searching' }, rows: [] }

/** The matrix after one more line. The game's strategies come first, then the participants' own. */
export function foldMatrix(matrix: Matrix, line: MatrixLine): Matrix {
  switch (line.kind) {
    case 'row': {
      const { kind: _, ...row } = line
      // A row is sent again when its search breaks off.
      const others = matrix.rows.filter(({ strategy }) => strategy !== row.strategy)
      const rows = [...others, { ...row, cells: [] }]
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

export function cellAt(row: MatrixRow, anomaly: MatrixAnomaly, place: MatrixPlace): MatrixCell | undefined {
  return row.cells.find(({ finding }) => finding.anomaly === anomaly && finding.place === place)
}

/** Whether the finding contradicts the claim. `not-found` in some of the orders does not confirm a `never`. */
export function isDisputed({ finding, claimed }: MatrixCell): boolean {
  return claimed !== undefined && claimed !== finding.found
}

/** The conditions of a cell beyond those that its column assumes: `a lock expires`. */
export function conditionsOf({ finding: { anomaly, query } }: MatrixCell): string {
  return conditionsBeyond(anomaly, readLink(`?${query}`).scenario).join(', ')
}

/** Whether every interleaving was run, and none of them loses an update. */
export function keepsEverything(row: MatrixRow): boolean {
  const updates = row.cells.filter(({ finding }) => finding.anomaly === 'lost-update')
  return (
    updates.length === PLACES.length &&
    updates.every(({ finding }) => finding.found === 'never' && finding.complete)
  )
}
