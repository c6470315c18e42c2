import {
  MATRIX_ANOMALIES,
  type MatrixAnomaly,
  type MatrixPlace,
  PLACES,
} from '../../../shared/proof/anomaly.ts'
import { ANOMALY_WORDS, ASSUMES } from '../../../shared/proof/anomaly-words.ts'
import { conditionsBeyond } from '../../../shared/proof/scenario-words.ts'
import type { Finding } from '../../../shared/strategy-card.ts'
import { parseScenario } from '../../explorer/scenario-query.ts'

/** One cell: the finding, and the strategy's claim about it. */
export interface FoundCell {
  finding: Finding
  claimed?: 'never' | 'possible'
}

/** One strategy of the matrix. */
export interface MatrixTableRow {
  strategy: string
  title: string
  cells: FoundCell[]
  /** Why the strategy could not be explored. */
  problem?: string
  /** Why it cannot run on this Redis: the command that Redis lacks. */
  needs?: string
}

/** Whether the finding confirms the claim. `never` needs a complete search; `possible` needs one bad interleaving. */
export const confirmed = ({ finding, claimed }: FoundCell): boolean =>
  claimed === undefined || claimed === finding.found

/** The conditions of the finding beyond what its column assumes: `a lock expires`. */
const beyond = ({ anomaly, found, query }: Finding): string =>
  found === 'possible' ? conditionsBeyond(anomaly, parseScenario(new URLSearchParams(query))).join(', ') : ''

const SIGNS: Record<Finding['found'], string> = { never: '✓', possible: '✗', 'not-found': '?' }

function cellLine(cell: FoundCell): string {
  const { found, count, schedules, complete } = cell.finding
  const of = `${SIGNS[found]} ${count} of ${schedules}${complete ? '' : ' sampled'}`
  return confirmed(cell) ? of : `${of} (claimed: ${cell.claimed})`
}

const cellAt = (row: MatrixTableRow, anomaly: MatrixAnomaly, place: MatrixPlace): FoundCell | undefined =>
  row.cells.find(({ finding }) => finding.anomaly === anomaly && finding.place === place)

/** One text for both places if they are equal; else one text for each. */
function bothText(row: MatrixTableRow, anomaly: MatrixAnomaly): string {
  const [one, many] = PLACES.map((place) => {
    const cell = cellAt(row, anomaly, place)
    if (!cell) return '?'
    const conditions = beyond(cell.finding)
    return `${cellLine(cell)}${conditions && ` (${conditions})`}`
  })
  return one === many ? (one ?? '?') : `${one}; two nodes ${many}`
}

/** The table of the README. Each strategy links to its section of the page `evidence`. */
export function markdownTable(rows: readonly MatrixTableRow[], evidence: string): string {
  const heads = MATRIX_ANOMALIES.map((anomaly) => {
    const assumes = ASSUMES[anomaly]
    return `${ANOMALY_WORDS[anomaly].name}${assumes && `<br>*${assumes}*`}`
  })
  const head = ['strategy', ...heads]
  const body = rows.map((row) => [
    `[\`${row.strategy}\`](${evidence}#${row.strategy})`,
    ...((row.problem ?? row.needs) === undefined
      ? MATRIX_ANOMALIES.map((anomaly) => bothText(row, anomaly))
      : [row.problem ?? row.needs ?? '', ...MATRIX_ANOMALIES.slice(1).map(() => '')]),
  ])
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n')
}

/** The table for a terminal: one line for one node, and a second line for two nodes where they differ. */
export function textTable(rows: readonly MatrixTableRow[]): string {
  const notes: string[] = []
  const cellText = (row: MatrixTableRow, anomaly: MatrixAnomaly, place: MatrixPlace): string => {
    const cell = cellAt(row, anomaly, place)
    if (!cell) return '?'
    const conditions = beyond(cell.finding)
    if (!conditions) return cellLine(cell)
    if (!notes.includes(conditions)) notes.push(conditions)
    return `${cellLine(cell)} ${'*'.repeat(notes.indexOf(conditions) + 1)}`
  }
  const lines = rows.flatMap((row) => {
    // A sentence instead of cells does not widen a column (see `widths`).
    const instead = row.problem ?? row.needs
    if (instead !== undefined) return [[row.strategy, instead]]
    const [one = [], many = []] = PLACES.map((place) =>
      MATRIX_ANOMALIES.map((anomaly) => cellText(row, anomaly, place)),
    )
    const differs = many.some((cell, at) => cell !== one[at])
    return [
      [row.strategy, ...one],
      ...(differs ? [['  two nodes', ...many.map((cell, at) => (cell === one[at] ? '' : cell))]] : []),
    ]
  })
  const table = [
    ['strategy', ...MATRIX_ANOMALIES.map((anomaly) => ANOMALY_WORDS[anomaly].name)],
    ['', ...MATRIX_ANOMALIES.map((anomaly) => ASSUMES[anomaly])],
    ...lines,
  ]
  const widths = (table[0] ?? []).map((_, at) =>
    Math.max(...table.filter(({ length }) => at === 0 || length > 2).map((cells) => cells[at]?.length ?? 0)),
  )
  return [
    ...table.map((cells) =>
      `  ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd(),
    ),
    ...(notes.length > 0 ? [''] : []),
    ...notes.map((conditions, at) => `  ${'*'.repeat(at + 1)} with: ${conditions}`),
  ].join('\n')
}
