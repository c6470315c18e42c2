import { BARE } from './lesson.ts'
import type { Row, Tally } from './tally.ts'
import { times } from './words.ts'

const WIDTH = 32
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉']
/** More balances than this are only counted. */
const ROWS = 20

/** `share` from 0 to 1 as a bar of blocks; what is there at all is seen. */
export function bar(share: number, width = WIDTH): string {
  const eighths = share > 0 ? Math.max(1, Math.round(share * width * 8)) : 0
  return '█'.repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? '')
}

/** How often which balance, and why. */
export function histogramLines(tally: Tally): string[] {
  const all = tally.rows()
  const rows = all.slice(0, ROWS)
  const widths = {
    balance: Math.max(...rows.map(({ balance }) => String(balance).length)),
    count: Math.max(...rows.map(({ count }) => String(count).length)),
  }
  const label = ({ balance }: Row): string => String(balance).padStart(widths.balance)
  const bars = rows.map((row) => {
    const drawn = bar(row.count / (rows[0]?.count ?? 1)).padEnd(WIDTH)
    const percent = ((100 * row.count) / tally.runs).toFixed(1).padStart(5)
    const mark = row.balance === tally.expected() ? '  expected' : ''
    return `  ${label(row)}  ${drawn}  ${String(row.count).padStart(widths.count)}  ${percent} %${mark}`
  })
  const hidden = all.slice(ROWS)
  if (hidden.length > 0) {
    const runs = hidden.reduce((sum, { count }) => sum + count, 0)
    bars.push(`  and ${times(hidden.length, 'other balance')} in ${times(runs, 'run')}`)
  }
  return ['', ...bars, '', ...whyLines(tally, rows, label)]
}

function whyLines(tally: Tally, rows: Row[], label: (row: Row) => string): string[] {
  if (tally.lost === null) return [...unappliedLine(tally), ...BARE]
  // Without a loss anywhere the strategy keeps every update, however they met.
  const nothing = tally.lost === 0 ? 'nothing was lost' : 'they happened not to overlap'
  return [
    rows.length > 1 ? 'why sometimes one and sometimes another:' : 'why:',
    ...rows.map((row) => {
      const all = row.causeCount === row.count
      const runs = all ? times(row.count, 'run') : `${row.causeCount} of ${times(row.count, 'run')}`
      return `  ${label(row)}  ${all ? '' : 'mostly: '}${row.cause || nothing} (${runs})`
    }),
    `lost: ${tally.lost === 0 ? 'nothing' : times(tally.lost, 'transaction')}`,
    ...unappliedLine(tally),
    ...(tally.refused > 0
      ? [`refused because somebody else had written, and tried again: ${times(tally.refused, 'attempt')}`]
      : []),
  ]
}

const unappliedLine = ({ unapplied }: Tally): string[] =>
  unapplied > 0 ? [`not applied, so not expected in their runs: ${times(unapplied, 'transaction')}`] : []
