import { count } from '../../shared/money.ts'
import type { Anomaly } from '../../shared/proof/anomaly.ts'
import type { Exploration, Played } from '../../shared/proof/exploration.ts'
import type { Scenario } from '../../shared/proof/scenario.ts'
import { bar } from '../terminal/bar.ts'
import { commandLine } from './command-line.ts'
import { grouped, plain, roughly, signed } from './numbers.ts'
import { stepTable } from './step-table.ts'

const BAR_WIDTH = 32
/** More balances than this are only counted. */
const ROWS = 20

/** What is explored, and on what. */
export function headingLines(
  strategy: { id: string; title: string },
  scenario: Scenario,
  on: string,
): string[] {
  const { opening, transactions, nodes, overdraft, attempts, lostReplies, lockExpiries } = scenario
  const own = transactions.map((amount, i) => `P${i + 1} ${signed(amount)}`)
  const terms = [
    `an account with ${plain(opening)}: ${own.join(', ')}`,
    nodes > 1 ? `${nodes} nodes` : 'one node',
    `overdraft ${overdraft}`,
    count(attempts, 'try').replace(/trys$/, 'tries'),
    ...(lostReplies > 0 ? [`${count(lostReplies, 'lost reply').replace(/replys$/, 'replies')} at most`] : []),
    ...(lockExpiries > 0
      ? [`the lock may expire ${lockExpiries === 1 ? 'once' : `${lockExpiries} times`}`]
      : []),
  ]
  return [`${strategy.id} ${on}: ${strategy.title}`, terms.join('; ')]
}

/** How many interleavings, whether that is all of them, and what happens in how many. A sentence for each number. */
export function findingLines(found: Exploration, rightByChance: number, stopped = false): string[] {
  const { schedules, anomalies, safe, scenario } = found
  const of = (n: number, one: string, more: string): string =>
    n === 0
      ? `None ${one}.`
      : n === schedules
        ? `${schedules === 1 ? 'It' : 'Each'} ${one}.`
        : `${grouped(n)} of them ${n === 1 ? one : more}.`
  const lines = [
    '',
    ranLine(found, stopped),
    ...(schedules === 0
      ? []
      : [
          `  ${of(anomalies['lost-update'].count, 'loses an update', 'lose an update')}`,
          ...(rightByChance > 0
            ? [
                `    ${rightByChance === 1 ? 'One of those ends' : `${grouped(rightByChance)} of those end`} at the expected balance all the same: balance right, bank wrong.`,
              ]
            : []),
          `  ${
            scenario.overdraft === 'allowed'
              ? 'None can break the rule: an overdraft is allowed.'
              : of(
                  anomalies.overdraft.count,
                  'breaks the rule, and leaves less than nothing',
                  'break the rule, and leave less than nothing',
                )
          }`,
          `  ${of(anomalies['double-apply'].count, 'books a transaction twice', 'book a transaction twice')}`,
          `  ${of(anomalies.starvation.count, 'has a transaction that gives up', 'have a transaction that gives up')}`,
          `  ${of(safe, 'is safe: nothing of that happens', 'are safe: nothing of that happens')}`,
        ]),
  ]
  if (found.problem !== undefined) lines.push('', `The search broke off. ${found.problem}`)
  return lines
}

function ranLine({ schedules, complete, sampled, problem }: Exploration, stopped: boolean): string {
  const ran = schedules === 1 ? 'One interleaving was run' : `${grouped(schedules)} interleavings were run`
  if (complete)
    return `${schedules === 1 ? 'There is one interleaving, and it was run' : `There are ${grouped(schedules)} interleavings, and all of them were run`}: the search is complete for this scenario.`
  if (stopped) return `Stopped: ${ran}, not all there are.`
  if (problem !== undefined || !sampled) return `${ran}, not all there are.`
  return `${ran} of ${roughly(sampled.estimate)}, the first ones in order and the others at random with seed ${sampled.seed}: a sample. What none of these shows may still happen.`
}

/** How many end with which balance. */
export function balanceLines({ balances, schedules, scenario }: Exploration): string[] {
  if (schedules === 0) return []
  const all = scenario.opening + scenario.transactions.reduce((sum, amount) => sum + amount, 0)
  const rows = balances.slice(0, ROWS)
  const widest = Math.max(...rows.map(([balance]) => plain(balance).length))
  const most = rows[0]?.[1] ?? 1
  const hidden = balances.slice(ROWS).reduce((sum, [, n]) => sum + n, 0)
  return [
    '',
    'Final balances, and how many interleavings end with each:',
    ...rows.map(([balance, n]) => {
      const percent = ((100 * n) / schedules).toFixed(1).padStart(5)
      const counted = grouped(n).padStart(grouped(most).length)
      const mark = balance === all ? '  the opening and every amount' : ''
      return `  ${plain(balance).padStart(widest)}  ${bar(n / most, BAR_WIDTH)}  ${counted}  ${percent} %${mark}`
    }),
    ...(hidden > 0 ? [`  and ${grouped(hidden)} with one of ${balances.length - ROWS} other balances`] : []),
  ]
}

const SHORTEST: Record<Anomaly, string> = {
  'lost-update': 'that loses an update',
  overdraft: 'that breaks the rule',
  'double-apply': 'that books a transaction twice',
  starvation: 'in which a transaction gives up',
}

/** The shortest interleaving with each of the anomalies; one that has several is shown once. */
export function shortestLines(
  strategy: string,
  scenario: Scenario,
  worst: readonly (readonly [readonly Anomaly[], Played])[],
  width: number,
  folder?: string,
): string[] {
  return worst.flatMap(([anomalies, played]) => [
    '',
    `The shortest ${anomalies.map((anomaly) => SHORTEST[anomaly]).join(', and ')}:`,
    ...playedLines(played, width),
    `  ${commandLine(strategy, scenario, { schedule: played.schedule, folder })}`,
  ])
}

/** One interleaving: its steps, what happened, and the balance. */
export function playedLines(played: Played, width: number): string[] {
  const { balance, expected, sentence } = played
  const ends =
    balance === expected
      ? `The balance is ${plain(balance)}, as expected.`
      : `The balance is ${plain(balance)} and should be ${plain(expected)}.`
  return [...stepTable(played, width), `  ${sentence} ${ends}`]
}
