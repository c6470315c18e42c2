import { count } from '../../../shared/money.ts'
import { timesText } from '../../terminal/phrases.ts'
import type { SwarmSummary } from './swarm-summary.ts'
import type { Latencies, Tally } from './tally.ts'

/** Problems that are printed; the rest is in the JSON. */
const MOST_SHOWN = 20

const grouped = (n: number): string => Math.round(n).toLocaleString('en-US')
const milliseconds = (ms: number): string => `${ms < 10 ? ms.toFixed(1) : grouped(ms)} ms`

/** What stands after the bar while the players play. */
export function progressText({ tally, seconds }: { tally: Tally; seconds: number }): string {
  const { ended, latencies, errors } = tally
  const failed = Object.values(errors).reduce((sum, one) => sum + one, 0)
  return [
    `${grouped(ended)} settled`,
    `${grouped(ended / Math.max(0.001, seconds))}/s`,
    ...(latencies ? [`p50 ${milliseconds(latencies.p50)}`, `p99 ${milliseconds(latencies.p99)}`] : []),
    ...(failed > 0 ? [timesText(failed, 'error')] : []),
  ].join('  ')
}

export function headingLines(
  { url, room, players, mode, rate }: Pick<SwarmSummary, 'url' | 'room' | 'players' | 'mode' | 'rate'>,
  seconds: number,
): string[] {
  const how =
    mode === 'closed' ? 'each fires when the last one has ended' : `${rate} a second each, on average`
  return [
    '',
    `  Room ${room} at ${url}: ${timesText(players, 'player')}, ${how}, for ${timesText(seconds, 'second')}.`,
    `  Watch it at ${url}/r/${room}/screen`,
    '',
  ]
}

/** What was done and found, as lines. */
export function summaryLines(summary: SwarmSummary): string[] {
  const { outcomes, latencies, errors, account, players, problems, settled, perSecond } = summary
  const parts = Object.entries(outcomes).flatMap(([name, n]) => (n > 0 ? [`${grouped(n)} ${name}`] : []))
  const failed = Object.entries(errors).map(([code, n]) => `${grouped(n)} ${code}`)
  const lost = account.lost === 0 ? 'no update is lost' : `${grouped(account.lost)} updates are lost`
  return [
    `  settled  ${grouped(settled)} (${grouped(perSecond)}/s)${parts.length > 0 ? `: ${parts.join(', ')}` : ''}`,
    ...(latencies ? [`  latency  ${latencyText(latencies)}`] : []),
    ...(failed.length > 0 ? [`  errors   ${failed.join(', ')}`] : []),
    `  balance  ${account.actual === null ? 'no number' : grouped(account.actual)}, expected ${grouped(account.expected)}: ${lost}`,
    ...(problems.length === 0
      ? [
          `  agree    ${timesText(players, 'player')} saw the same history, and it, the balances and the journal agree.`,
        ]
      : problemLines(problems)),
    '',
  ]
}

const latencyText = ({ p50, p90, p99, p999, max }: Latencies): string =>
  [
    `p50 ${milliseconds(p50)}`,
    `p90 ${milliseconds(p90)}`,
    `p99 ${milliseconds(p99)}`,
    `p99.9 ${milliseconds(p999)}`,
    `max ${milliseconds(max)}`,
  ].join('   ')

function problemLines(problems: readonly string[]): string[] {
  const more = problems.length - MOST_SHOWN
  return [
    `  NOT SO   ${count(problems.length, 'thing')} that do not agree:`,
    ...problems.slice(0, MOST_SHOWN).map((one) => `           ${one}`),
    ...(more > 0 ? [`           and ${grouped(more)} more`] : []),
  ]
}
