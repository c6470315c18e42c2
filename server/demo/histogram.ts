import { bar } from '../terminal/bar.ts'
import type { Flags } from './flags.ts'
import { BARE } from './lesson.ts'
import type { Row, Tally } from './tally.ts'
import { named, times } from './words.ts'

const BAR_WIDTH = 32
/** More balances than this are only counted. */
const ROWS = 20

/** What was run, and how often. */
export function headingLines(
  { strategy, client, opening, tx, runs }: Pick<Flags, 'strategy' | 'client' | 'opening' | 'tx' | 'runs'>,
  engine: string,
  tally: Tally,
): string[] {
  const ran = tally.runs < runs ? `stopped after ${tally.runs} of ${times(runs, 'run')}` : times(runs, 'run')
  return [
    `${ran}: ${strategy} with ${client} on ${engine}`,
    `starting with balance of ${opening}: ${tx.map(named).join(', ')}`,
  ]
}

/** How often which balance, and why. The expected one is shown even if no run ended with it. */
export function histogramLines(tally: Tally): string[] {
  const all = tally.rows()
  if (all.length === 0) return []
  const expected = tally.expected()
  const rows = all.slice(0, ROWS)
  const hidden = all.slice(ROWS).filter(({ balance }) => balance !== expected)
  if (rows.every(({ balance }) => balance !== expected)) {
    const found = all.find(({ balance }) => balance === expected)
    rows.push(found ?? { balance: expected, count: 0, cause: '', causeCount: 0 })
  }
  const widest = Math.max(...rows.map(({ balance }) => String(balance).length))
  const label = ({ balance }: Row): string => `  ${String(balance).padStart(widest)}  `
  const most = rows[0]?.count ?? 1
  return [
    '',
    ...rows.map((row) => {
      const count = String(row.count).padStart(String(most).length)
      const percent = ((100 * row.count) / tally.runs).toFixed(1).padStart(5)
      const mark = row.balance === expected ? '  expected' : ''
      return `${label(row)}${bar(row.count / most, BAR_WIDTH)}  ${count}  ${percent} %${mark}`
    }),
    ...hiddenLine(hidden),
    '',
    ...(tally.lost === null
      ? [...unappliedLine(tally), ...BARE]
      : [...whyLines(tally, rows, label), ...sumLines(tally)]),
  ]
}

function hiddenLine(rows: Row[]): string[] {
  if (rows.length === 0) return []
  const runs = rows.reduce((sum, { count }) => sum + count, 0)
  return [`  and ${times(rows.length, 'other balance')} in ${times(runs, 'run')}`]
}

function whyLines(tally: Tally, rows: Row[], label: (row: Row) => string): string[] {
  // Without a loss anywhere the strategy keeps every update, however they meet.
  const nothing = tally.lost === 0 ? 'nothing was lost' : 'they happened not to overlap'
  const met = rows.filter(({ count }) => count > 0)
  return [
    met.length > 1 ? 'why sometimes one and sometimes another:' : 'why:',
    ...met.map((row) => {
      const all = row.causeCount === row.count
      const runs = `${all ? '' : `${row.causeCount} of `}${times(row.count, 'run')}`
      return `${label(row)}${all ? '' : 'mostly: '}${row.cause || nothing} (${runs})`
    }),
  ]
}

function sumLines(tally: Tally): string[] {
  const { lost, refused } = tally
  const sums = [`lost: ${lost ? times(lost, 'transaction') : 'nothing'}`, ...unappliedLine(tally)]
  if (refused > 0)
    sums.push(`refused because somebody else had written, and tried again: ${times(refused, 'attempt')}`)
  return sums
}

const unappliedLine = ({ unapplied }: Tally): string[] =>
  unapplied > 0 ? [`not applied, so not expected in their runs: ${times(unapplied, 'transaction')}`] : []
