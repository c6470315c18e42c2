import { signed, units } from '../../../shared/money.ts'
import type { Anomaly } from '../../../shared/proof/anomaly.ts'
import { isUnsafe } from '../../../shared/proof/anomaly.ts'
import { ANOMALY_WORDS, GRAVEST_FIRST } from '../../../shared/proof/anomaly-words.ts'
import type { Exploration, Played } from '../../../shared/proof/exploration.ts'
import type { Scenario } from '../../../shared/proof/scenario.ts'
import { completeText, noExpiryText, settingsText } from '../../../shared/proof/scenario-words.ts'
import { barText } from '../../terminal/bar.ts'
import { commandLine } from './command-line.ts'
import { grouped, roughly } from './number-text.ts'
import { stepTable } from './step-table.ts'

const BAR_WIDTH = 32
/** At most this many balances have a row; the rest are counted. */
const ROWS = 20

/** The strategy, the scenario, and the client and engine (`on`). */
export function headingLines(
  strategy: { id: string; title: string },
  scenario: Scenario,
  on: string,
): string[] {
  const own = scenario.transactions.map((amount, i) => `P${i + 1} ${signed(amount, 'plain')}`)
  const [, ...settings] = settingsText(scenario)
  return [
    `${strategy.id} ${on}: ${strategy.title}`,
    `an account with ${units(scenario.opening, 'plain')}: ${[own.join(', '), ...settings].join('; ')}`,
  ]
}

/** Anomalies that can only happen when overdrafts are refused. */
const OF_THE_RULE: ReadonlySet<Anomaly> = new Set(['overdraft'])

/** One sentence for each number: how many interleavings were run, whether these are all, how many have each anomaly. */
export function findingLines(found: Exploration, rightByChance: number, stopped = false): string[] {
  const { schedules, problem } = found
  return [
    '',
    ranLine(found, stopped),
    ...(schedules === 0 ? [] : countLines(found, rightByChance)),
    ...scopeLines(found),
    ...(problem === undefined ? [] : ['', `The search broke off. ${problem}`]),
  ]
}

function countLines(found: Exploration, rightByChance: number): string[] {
  const { schedules, anomalies, safe, scenario, either } = found
  const of = (n: number, one: string, more: string): string =>
    n === 0
      ? `None ${one}.`
      : n === schedules
        ? `${schedules === 1 ? 'It' : 'Each'} ${one}.`
        : `${grouped(n)} of them ${n === 1 ? one : more}.`
  const findings = GRAVEST_FIRST.flatMap((anomaly): string[] => {
    const { count } = anomalies[anomaly]
    const { one, several } = ANOMALY_WORDS[anomaly]
    if (count === 0 && OF_THE_RULE.has(anomaly) && scenario.overdraft === 'allowed')
      return ['None can break the rule: overdrafts are allowed.']
    // These two have no column in the matrix, so their absence is not mentioned.
    if (count === 0 && (anomaly === 'wrong-result' || anomaly === 'wrote-nothing')) return []
    const line = of(count, one, several)
    return anomaly !== 'lost-update' || rightByChance === 0 ? [line] : [line, byChance(rightByChance)]
  })
  const named = GRAVEST_FIRST.some((anomaly) => !isUnsafe(anomaly) && anomalies[anomaly].count > 0)
  return [
    ...findings,
    ...(either > 0
      ? [
          `In ${grouped(either)} the journal cannot tell which version a write built on, and the verdict depends on it.`,
        ]
      : []),
    safeLine(found, of(safe, 'is safe', 'are safe'), named),
  ].map((line) => `  ${line}`)
}

const byChance = (n: number): string =>
  `  ${n === 1 ? 'One of those ends' : `${grouped(n)} of those end`} at the expected balance: balance right, bank wrong.`

/** Says "safe" only after a complete search; otherwise only that nothing wrong was found. */
function safeLine(found: Exploration, counted: string, named: boolean): string {
  const { schedules, safe, complete, problem, sampled } = found
  const all = complete && problem === undefined
  if (safe === schedules && !all) {
    const of = sampled ? ` of ${roughly(sampled.estimate, schedules)}` : ''
    return `Nothing wrong was found in ${grouped(schedules)}${of}; this proves nothing about the rest.`
  }
  if (!all) return `In ${grouped(safe)} of them nothing wrong was found.`
  const allTheSame = named
    ? ': a transaction that gives up or fails does nothing, and its player is told so'
    : ''
  return `${counted.slice(0, -1)}${safe > 0 ? allTheSame : ''}.`
}

function ranLine({ schedules, complete, sampled, problem }: Exploration, stopped: boolean): string {
  const ran = schedules === 1 ? 'One interleaving was run' : `${grouped(schedules)} interleavings were run`
  if (complete && problem === undefined)
    return schedules === 1
      ? 'There is one interleaving, and it was run.'
      : `There are ${grouped(schedules)} interleavings, and all of them were run.`
  if (stopped) return `Stopped: ${ran}, but there are more.`
  if (problem !== undefined || !sampled) return `${ran}, but there are more.`
  return `${ran} of ${roughly(sampled.estimate, schedules)}, the first ones in order and the others at random with seed ${sampled.seed}: a sample. An anomaly that none of these shows may still happen.`
}

/** The settings that the counts hold for. */
function scopeLines(found: Exploration): string[] {
  const { complete, problem, scenario } = found
  if (complete && problem === undefined) return completeText(scenario, found)
  const noExpiry = found.schedules > 0 ? noExpiryText(scenario, found.expires) : ''
  return noExpiry ? [noExpiry] : []
}

/** A histogram: how many interleavings end with each balance. */
export function balanceLines({ balances, schedules, scenario }: Exploration): string[] {
  if (schedules === 0) return []
  const all = scenario.opening + scenario.transactions.reduce((sum, amount) => sum + amount, 0)
  const rows = balances.slice(0, ROWS)
  const widest = Math.max(...rows.map(([balance]) => units(balance, 'plain').length))
  const most = rows[0]?.[1] ?? 1
  const hidden = balances.slice(ROWS).reduce((sum, [, n]) => sum + n, 0)
  return [
    '',
    'Final balances, and how many interleavings end with each:',
    ...rows.map(([balance, n]) => {
      const percent = ((100 * n) / schedules).toFixed(1).padStart(5)
      const counted = grouped(n).padStart(grouped(most).length)
      const mark = balance === all ? '  the opening plus every amount' : ''
      return `  ${units(balance, 'plain').padStart(widest)}  ${barText(n / most, BAR_WIDTH)}  ${counted}  ${percent} %${mark}`
    }),
    ...(hidden > 0 ? [`  and ${grouped(hidden)} with one of ${balances.length - ROWS} other balances`] : []),
  ]
}

/** The shortest interleaving for each anomaly. One that has several anomalies is shown once. */
export function shortestLines(
  strategy: string,
  scenario: Scenario,
  worst: readonly (readonly [readonly Anomaly[], Played])[],
  width: number,
  folder?: string,
): string[] {
  return worst.flatMap(([anomalies, played]) => [
    '',
    `The shortest ${anomalies.map((anomaly) => `that ${ANOMALY_WORDS[anomaly].one}`).join(', and ')}:`,
    ...playedLines(played, width),
    `  ${commandLine(strategy, scenario, { schedule: played.schedule, folder })}`,
  ])
}

/** One interleaving: its steps, what happened, and the balance. */
export function playedLines(played: Played, width: number): string[] {
  const { balance, expected, sentence, either } = played
  const ends =
    balance === expected
      ? `The balance is ${units(balance, 'plain')}, as expected.`
      : `The balance is ${units(balance, 'plain')} and should be ${units(expected, 'plain')}.`
  return [
    ...stepTable(played, width),
    `  ${sentence} ${ends}`,
    ...(either
      ? [
          '  The journal cannot tell which version a write here built on. We assume the one that it met at its commit.',
        ]
      : []),
  ]
}
