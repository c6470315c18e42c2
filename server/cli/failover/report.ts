import { signed } from '../../../shared/money.ts'
import { PACE } from '../../../shared/pace.ts'
import { timesText } from '../../terminal/phrases.ts'
import type { DurabilityPrice, Pace } from './durability-price.ts'
import type { FailoverOutcome, ForgottenTransaction } from './failover-outcome.ts'
import type { FailoverStep } from './run-failover.ts'
import type { Fired } from './scripted-player.ts'

/** At most this many amounts are shown for a player. */
const AMOUNTS = 8

const grouped = (n: number): string => Math.round(n).toLocaleString('en-US')
const seconds = (ms: number): string => `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`
const sum = (all: readonly ForgottenTransaction[]): number => all.reduce((sum, { amount }) => sum + amount, 0)
const of = (n: number, noun: string): string => timesText(n, noun).replace(/^\d+/, grouped(n))

/** The servers, the room and its settings. */
export function headingLines(
  { redis, code }: Extract<FailoverStep, { is: 'opened' }>,
  { durable, strategy, players }: { durable: boolean; strategy: string; players: number },
): string[] {
  const waits = `, and players are told "applied" only after WAIT 1 ${PACE.confirmMs} has answered`
  return [
    '',
    `${redis}, a primary and a replica. Room ${code}: ${timesText(players, 'player')}, ${strategy}${durable ? waits : ''}.`,
    '',
  ]
}

/** A step of the failover. */
export function stepLines(
  step: FailoverStep,
  { playMs, holdMs, durable }: { playMs: number; holdMs: number; durable: boolean },
): string[] {
  switch (step.is) {
    case 'opened':
      return []
    case 'played':
      return [
        `  They play for ${seconds(playMs)}: ${of(step.acknowledged.length, 'transaction')} acknowledged.`,
      ]
    case 'held':
      return [
        `  Replication is held for ${seconds(holdMs)}: ${heldText(step.acknowledged, durable)}.`,
        '  The primary is killed (SIGKILL), and the replica is promoted.',
      ]
    case 'killed':
      return step.inDoubt.length === 0 ? [] : [`  ${inDoubtText(step.inDoubt)}`]
    case 'noticed':
      return []
  }
}

function heldText(acknowledged: readonly Fired[], durable: boolean): string {
  if (acknowledged.length === 0) return 'nothing is acknowledged'
  const more = `${grouped(acknowledged.length)} more acknowledged`
  if (!durable) return `${more}, and no player notices`
  const alone = acknowledged.filter(({ replicas = 0 }) => replicas === 0).length
  const which = alone === acknowledged.length ? 'all' : grouped(alone)
  return `${more}, ${which} of them with the words "no replica has confirmed it"`
}

function inDoubtText(inDoubt: readonly Fired[]): string {
  const applied = inDoubt.filter(({ outcome }) => outcome === 'applied').length
  const failed = inDoubt.length - applied
  const ends = [applied > 0 && `${applied} applied`, failed > 0 && `${failed} not applied`].filter(Boolean)
  return `${of(inDoubt.length, 'transaction')} in doubt: the new primary has decided, ${ends.join(' and ')}.`
}

/** The result. */
export function outcomeLines(outcome: FailoverOutcome): string[] {
  const { gone, exact, noticedAfterMs, durable } = outcome
  if (gone.length === 0)
    return ['', '  This time, no acknowledged transaction is gone.', ...boughtLines(outcome)]
  const noticed =
    noticedAfterMs === null
      ? '  The room did not notice.'
      : `  ${seconds(noticedAfterMs)} later the room found out by itself: its last version now holds another transaction.`
  return [
    noticed,
    '',
    `  ${of(gone.length, 'acknowledged transaction')} ${gone.length === 1 ? 'is' : 'are'} gone:`,
    '',
    ...goneLines(gone),
    '',
    ...standLines(outcome),
    '',
    exact
      ? '  The room has named exactly these, to every player.'
      : '  The room has NOT named exactly these.',
    ...(durable ? boughtLines(outcome) : []),
  ]
}

function goneLines(gone: readonly ForgottenTransaction[]): string[] {
  const players = [...new Set(gone.map(({ player }) => player))].sort()
  const widest = Math.max(...players.map((player) => player.length))
  const most = String(gone.length).length
  return players.map((player) => {
    const all = gone.filter((one) => one.player === player)
    const amounts = all.slice(0, AMOUNTS).map(({ amount }) => signed(amount, 'ascii'))
    const more = all.length > AMOUNTS ? ' …' : ''
    const total = signed(sum(all), 'ascii').padStart(9)
    return `    ${player.padEnd(widest)}  ${grouped(all.length).padStart(most + 1)}  ${total}   ${amounts.join(' ')}${more}`
  })
}

function standLines({ before, after }: FailoverOutcome): string[] {
  const row = (name: string, ...cells: (number | null)[]): string =>
    `    ${name.padEnd(10)}${cells.map((cell) => (cell === null ? '?' : grouped(cell)).padStart(12)).join('')}`
  return [
    `    ${''.padEnd(10)}${'before'.padStart(12)}${'after'.padStart(12)}`,
    row('version', before.version, after.version),
    row('expected', before.expected, after.expected),
    row('actual', before.actual, after.actual),
  ]
}

function boughtLines({ confirmed = 0, goneConfirmed = 0, gone, durable }: FailoverOutcome): string[] {
  if (!durable) return []
  const kept =
    goneConfirmed === 0 ? 'none is' : `${grouped(goneConfirmed)} ${goneConfirmed === 1 ? 'is' : 'are'}`
  const lines = [`  Of ${grouped(confirmed)} that a replica had confirmed, ${kept} gone.`]
  const alone = gone.length - goneConfirmed
  if (alone > 0) {
    const which = alone === gone.length ? 'Of what is gone, all' : `Of what is gone, ${grouped(alone)}`
    lines.push(`  ${which} had been told with the words "no replica has confirmed it".`)
  }
  return lines
}

/** What a wait for the replica costs. */
export function priceLines({ without, with: waiting }: DurabilityPrice): string[] {
  const row = (name: string, key: keyof Pace, digits: number): string => {
    const cells = [without[key], waiting[key]].map((n) =>
      n.toLocaleString('en-US', { maximumFractionDigits: digits, minimumFractionDigits: digits }),
    )
    const ratio = without[key] > 0 ? `${(waiting[key] / without[key]).toFixed(2)} ×` : ''
    return `    ${name.padEnd(24)}${cells.map((cell) => cell.padStart(10)).join('')}${ratio.padStart(10)}`
  }
  return [
    '',
    'What the wait costs, in turns on the same servers without a failure:',
    '',
    `    ${''.padEnd(24)}${'without'.padStart(10)}${'WAIT'.padStart(10)}`,
    row('median, ms', 'median', 2),
    row('99th percentile, ms', 'p99', 2),
    row('transactions a second', 'perSecond', 0),
    '',
    'It improves the odds: a write that a replica has confirmed is likely to survive. It is no consensus: with several',
    'replicas, nothing ensures that the one that confirmed becomes the primary.',
    '',
  ]
}
