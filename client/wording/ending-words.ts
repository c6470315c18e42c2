import { money, signed } from '../../shared/money.ts'
import type { Anomaly } from '../../shared/proof/anomaly.ts'
import { GRAVEST_FIRST } from '../../shared/proof/anomaly-words.ts'
import type { Ending, Schedule } from '../../shared/proof/exploration.ts'
import { faceOf, isCracked, isSafe, markName } from '../board/marks.ts'
import { actsOf, eventText, type ScheduleAct } from '../board/schedule-acts.ts'

/** The order for screen readers: `order 1 2 2 1`. */
export function orderText(schedule: Schedule): string {
  const acts = actsOf(schedule).map(actText)
  return `order ${acts.join(acts.some((act) => act.length > 1) ? ', ' : ' ')}`
}

function actText({ process, replyLost, timer, event }: ScheduleAct): string {
  if (process === 0) return eventText(event)
  return `${process}${timer ? ' timer' : ''}${replyLost ? ' reply lost' : ''}`
}

/** `P2's −150`; the number alone when the scenario has no such transaction. */
export function transactionText(process: number, transactions: readonly number[]): string {
  const amount = transactions[process - 1]
  return amount === undefined ? `P${process}` : `P${process}'s ${signed(amount)}`
}

const FATES: Record<Exclude<Anomaly, 'lost-update'>, string> = {
  'double-apply': 'a transaction is booked twice',
  'wrong-amount': 'a wrong amount is booked',
  'refused-in-balance': 'a refused transaction is in the balance',
  overdraft: 'it goes below zero',
  'wrong-result': 'the result is wrong',
  'false-refusal': 'a transaction that the balance covered is refused',
  hangs: 'it hangs',
  starvation: 'a transaction gives up',
  'wrote-nothing': 'a script wrote nothing',
}

/** How an interleaving ended, in half a sentence: `P2's −150 is lost`. */
export function fateText(ending: Ending, transactions: readonly number[]): string {
  const { anomalies, lost } = ending
  const named = (those: readonly number[], one: string, several: string): string => {
    const names = listed(those.map((process) => transactionText(process, transactions)))
    return `${names} ${those.length === 1 ? one : several}`
  }
  const fates: string[] = GRAVEST_FIRST.filter((anomaly) => anomalies.includes(anomaly)).map((anomaly) => {
    if (anomaly !== 'lost-update') return FATES[anomaly]
    return lost.length === 0 ? 'an update is lost' : named(lost, 'is lost', 'are lost')
  })
  const [refused, failed] = [unapplied(ending, 'rejected'), unapplied(ending, 'failed')]
  if (refused.length > 0 && !anomalies.includes('false-refusal'))
    fates.push(named(refused, 'is refused', 'are refused'))
  if (failed.length > 0 && !anomalies.includes('wrote-nothing')) fates.push(named(failed, 'failed', 'failed'))
  return [...(isSafe(ending) ? ['safe'] : []), ...(fates.length > 0 ? [listed(fates)] : [])].join(', ')
}

/** The same in about two words. */
export function fateInShort(ending: Ending, transactions: readonly number[]): string {
  const face = faceOf(ending)
  const those = {
    'lost-update': ending.lost,
    refused: unapplied(ending, 'rejected'),
    failed: unapplied(ending, 'failed'),
  }[face as string]
  if (!those) return markName(face)
  const [first = 0, ...more] = those
  const amount = transactions[first - 1]
  const which = more.length > 0 || amount === undefined ? those.length : signed(amount)
  return `${which} ${face === 'lost-update' ? 'lost' : face}`
}

const unapplied = ({ unapplied = [] }: Ending, outcome: string): number[] =>
  unapplied.filter((one) => one.outcome === outcome).map(({ process }) => process)

/** A tile in words, for screen readers. */
export function endingText(ending: Ending, transactions: readonly number[]): string {
  const { schedule, balance, expected } = ending
  const sum = isCracked(ending)
    ? `balance ${money(balance)} is right, the bank is wrong`
    : balance === expected
      ? `balance ${money(balance)}`
      : `balance ${money(balance)}, expected ${money(expected)}`
  return `${orderText(schedule)}: ${fateText(ending, transactions)}, ${sum}`
}

function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? ''
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`
}
