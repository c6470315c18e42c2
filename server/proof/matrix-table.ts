import { ANOMALIES, type Anomaly, PLACES } from '../../shared/proof/anomaly.ts'
import type { Finding } from '../../shared/strategy-card.ts'

/** One cell as it was found, and what the strategy claims of it. */
export interface FoundCell {
  finding: Finding
  claimed?: 'never' | 'possible'
}

/** One strategy of the matrix. */
export interface MatrixRow {
  strategy: string
  title: string
  cells: FoundCell[]
  /** Why there is no evidence. */
  problem?: string
  /** Why there is none on this Redis: it lacks a command. */
  needs?: string
}

export const ANOMALY_NAMES: Record<Anomaly, string> = {
  'lost-update': 'lost update',
  overdraft: 'overdraft',
  'double-apply': 'double apply',
  starvation: 'starvation',
}

/** The evidence bears the claim out. `never` takes a complete search; one bad interleaving is enough for `possible`. */
export const confirmed = ({ finding, claimed }: FoundCell): boolean =>
  claimed === undefined || (claimed === finding.found && (finding.found === 'possible' || finding.complete))

function told(cell: FoundCell): string {
  const { found, count, schedules, complete } = cell.finding
  const of = `${found === 'possible' ? `✗ ${count}` : '✓ 0'} of ${schedules}${complete ? '' : ' sampled'}`
  return confirmed(cell) ? of : `${of} (claimed: ${cell.claimed})`
}

/** One cell for both places when nothing differs. */
function cellTold(row: MatrixRow, anomaly: Anomaly): string {
  const cells = PLACES.map((place) =>
    row.cells.find(({ finding }) => finding.anomaly === anomaly && finding.place === place),
  )
  const [one, many] = cells.map((cell) => (cell ? told(cell) : '?'))
  return one === many ? (one ?? '?') : `${one}; two nodes ${many}`
}

function tableOf(rows: readonly MatrixRow[], nameOf: (row: MatrixRow) => string): string[][] {
  return [
    ['strategy', ...ANOMALIES.map((anomaly) => ANOMALY_NAMES[anomaly])],
    ...rows.map((row) => [
      nameOf(row),
      ...((row.problem ?? row.needs) === undefined
        ? ANOMALIES.map((anomaly) => cellTold(row, anomaly))
        : [row.problem ?? row.needs ?? '', ...ANOMALIES.slice(1).map(() => '')]),
    ]),
  ]
}

/** As in the README: each strategy links to its evidence below `evidence`. */
export function markdownTable(rows: readonly MatrixRow[], evidence: string): string {
  const [head, ...body] = tableOf(rows, ({ strategy }) => `[\`${strategy}\`](${evidence}#${strategy})`)
  const line = (cells: readonly string[] = []): string => `| ${cells.join(' | ')} |`
  return [line(head), line(head?.map(() => '---')), ...body.map(line)].join('\n')
}

/** For a terminal. */
export function textTable(rows: readonly MatrixRow[]): string {
  const table = tableOf(rows, ({ strategy }) => strategy)
  // A sentence instead of cells may be as long as it is.
  const filled = table.filter((cells) => cells.slice(2).some((cell) => cell !== ''))
  const widths =
    table[0]?.map((_, at) =>
      Math.max(...(at === 0 ? table : filled).map((cells) => cells[at]?.length ?? 0)),
    ) ?? []
  return table
    .map((cells) => `  ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd())
    .join('\n')
}
