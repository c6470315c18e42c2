import { barText } from '../../terminal/bar.ts'
import { timesText } from '../../terminal/phrases.ts'
import type { DemoFlags } from './flags.ts'
import { BARE_LINES } from './lesson.ts'
import { type BalanceRow, FOUND, type Found, type RunTally } from './run-tally.ts'
import { namedTransaction } from './transaction-text.ts'

const BAR_WIDTH = 32
/** At most this many balances have a row; the rest are counted. */
const ROWS = 20

/** The strategy, client, engine and transactions, and the number of runs. */
export function headingLines(
  { strategy, client, opening, tx, runs }: Pick<DemoFlags, 'strategy' | 'client' | 'opening' | 'tx' | 'runs'>,
  engine: string,
  tally: RunTally,
): string[] {
  const ran =
    tally.runs < runs ? `stopped after ${tally.runs} of ${timesText(runs, 'run')}` : timesText(runs, 'run')
  return [
    `${ran}: ${strategy} with ${client} on ${engine}`,
    `starting with balance of ${opening}: ${tx.map(namedTransaction).join(', ')}`,
  ]
}

/** A row for each balance: how often, and why. The expected balance has a row even if no run ended with it. */
export function histogramLines(tally: RunTally): string[] {
  const all = tally.rows()
  if (all.length === 0) return []
  const expected = tally.expectations()[0]?.[0] ?? 0
  const rows = all.slice(0, ROWS)
  const hidden = all.slice(ROWS).filter(({ balance }) => balance !== expected)
  if (rows.every(({ balance }) => balance !== expected)) {
    const found = all.find(({ balance }) => balance === expected)
    rows.push(found ?? { balance: expected, count: 0, expected: 0, cause: '', causeCount: 0 })
  }
  const widest = Math.max(...rows.map(({ balance }) => String(balance).length))
  const label = ({ balance }: BalanceRow): string => `  ${String(balance).padStart(widest)}  `
  const most = rows[0]?.count ?? 1
  return [
    '',
    ...rows.map((row) => {
      const count = String(row.count).padStart(String(most).length)
      const percent = ((100 * row.count) / tally.runs).toFixed(1).padStart(5)
      const mark = markOf(row, expected)
      return `${label(row)}${barText(row.count / most, BAR_WIDTH)}  ${count}  ${percent} %${mark}`
    }),
    ...hiddenLine(hidden),
    '',
    ...(tally.found === null
      ? [...unappliedLine(tally), ...BARE_LINES]
      : [...whyLines(tally, rows, label), ...sumLines(tally)]),
  ]
}

/** A run's expected balance leaves out the transactions that it did not apply, so runs may expect different ones. */
function markOf({ balance, count, expected }: BalanceRow, ofMost: number): string {
  if (expected === count) return expected > 0 || balance === ofMost ? '  expected' : ''
  return expected > 0 ? `  expected in ${expected} of these` : ''
}

function hiddenLine(rows: BalanceRow[]): string[] {
  if (rows.length === 0) return []
  const runs = rows.reduce((sum, { count }) => sum + count, 0)
  return [`  and ${timesText(rows.length, 'other balance')} in ${timesText(runs, 'run')}`]
}

function whyLines(tally: RunTally, rows: BalanceRow[], label: (row: BalanceRow) => string): string[] {
  // If no run lost anything, the strategy keeps every update. Otherwise these runs had luck.
  const nothing = isFlawless(tally) ? 'nothing was lost' : 'they happened not to overlap'
  const met = rows.filter(({ count }) => count > 0)
  return [
    met.length > 1 ? 'why the balances differ:' : 'why:',
    ...met.map((row) => {
      const all = row.causeCount === row.count
      const runs = `${all ? '' : `${row.causeCount} of `}${timesText(row.count, 'run')}`
      return `${label(row)}${all ? '' : 'mostly: '}${row.cause || nothing} (${runs})`
    }),
  ]
}

const SUMS: Record<Found, string> = {
  lost: 'lost',
  doubled: 'booked more than once',
  wrong: 'booked a wrong amount',
  refusedInBalance: 'refused, yet in the balance',
  below: 'below zero, though overdrafts are refused',
  falselyRefused: 'refused, though the balance always covered it',
}

const isFlawless = ({ found, unexplained }: RunTally): boolean =>
  unexplained === 0 && found !== null && FOUND.every((what) => found[what] === 0)

function sumLines(tally: RunTally): string[] {
  const { found, refused, unexplained } = tally
  const sums = FOUND.filter((what) => found?.[what]).map(
    (what) => `${SUMS[what]}: ${timesText(found?.[what] ?? 0, 'transaction')}`,
  )
  if (isFlawless(tally)) sums.push('lost: nothing')
  if (unexplained > 0) sums.push(`a wrong result, not explained by these: ${timesText(unexplained, 'run')}`)
  sums.push(...unappliedLine(tally))
  if (refused > 0)
    sums.push(
      `refused because another transaction had written, and tried again: ${timesText(refused, 'attempt')}`,
    )
  return sums
}

const unappliedLine = ({ unapplied }: RunTally): string[] =>
  unapplied > 0 ? [`not applied, so not expected in their runs: ${timesText(unapplied, 'transaction')}`] : []
