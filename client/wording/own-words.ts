import { money, signedMoney } from '../../shared/money.ts'
import type { StepView } from '../../shared/protocol.ts'
import { isUnjudged } from '../store/false-refusals.ts'
import type { OwnTransaction } from '../store/own-transactions.ts'
import type { Room } from '../store/room.ts'
import { bookingsLive, luckOf, ownEffect, verdictOfOwn, type WriteVerdict } from '../store/write-verdict.ts'
import { eitherText, insteadOf, NOT_JUDGED_TEXT, noReasonText } from './effect-words.ts'
import { lossText, readAndWrote } from './loss-words.ts'
import { forgottenText, unconfirmedText } from './rewound-words.ts'
import { breachText, often, surplus, whyNot } from './room-words.ts'
import { inBalanceText, takenBackText } from './taken-back-words.ts'

const TITLES: Record<Exclude<WriteVerdict, 'doubled' | 'wrong'>, string> = {
  sent: 'on its way…',
  thinking: 'thinking…',
  checking: 'checking…',
  kept: 'Kept',
  lost: 'Lost',
  forgotten: 'Forgotten',
  rejected: 'Refused',
  'falsely-refused': 'Refused without a reason',
  'in-balance': 'Refused, yet in the balance',
  'gave-up': 'Gave up',
  failed: 'Failed',
}

export interface OwnText {
  verdict: WriteVerdict
  title: string
  detail: string
  /** At the end of the line: what it did to the player's luck, or how long it still takes. */
  outcome: string
  /** The rule it broke; usually ''. */
  breach: string
  /** What cannot be known; usually ''. */
  note: string
}

/** What became of the player's own transaction, in words. `now` is on the clock of Redis. */
export function ownText(room: Room, own: OwnTransaction, step: StepView | undefined, now: number): OwnText {
  const verdict = verdictOfOwn(room, own, step)
  const below = own.entries.find(({ entry }) => room.breaches.versions.has(entry.version))
  return {
    verdict,
    title: title(room, own, verdict, step),
    detail: detail(room, own, verdict, step),
    outcome: outcome(room, own, verdict, step, now),
    breach: below ? breachText(below.entry) : '',
    note: note(own),
  }
}

function title(room: Room, own: OwnTransaction, verdict: WriteVerdict, step: StepView | undefined): string {
  if (verdict === 'kept' && own.entries.some((one) => one.cameBack)) return 'Came back'
  if (verdict === 'thinking' && step?.point === 'blocked') return 'waits for the lock…'
  if (verdict === 'thinking' && step?.point === 'backoff') return 'tries again…'
  if (verdict === 'doubled') return `Booked ${often(bookingsLive(own).length)}`
  if (verdict === 'wrong') return `Booked ${insteadOf(own.amount, ownEffect(room, own))}`
  if (verdict === 'rejected' && isTakenBack(own)) return 'Refused: taken back'
  return TITLES[verdict]
}

function detail(room: Room, own: OwnTransaction, verdict: WriteVerdict, step: StepView | undefined): string {
  const last = own.entries.at(-1)
  switch (verdict) {
    case 'sent':
      return ''
    case 'thinking':
      if (!step) return ''
      return last ? 'booked; its strategy is still running' : runningText(step)
    case 'checking':
      return 'no answer from Redis; the server is finding out what happened'
    case 'kept':
    case 'wrong':
      if (!last) return ''
      return [
        `${readAndWrote(last.entry)}${last.entry.attempts > 1 ? `, at try ${last.entry.attempts}` : ''}`,
        unconfirmedText(own.acknowledged?.replicas),
      ]
        .filter(Boolean)
        .join('; ')
    case 'lost':
      if (!last?.by) return 'another write overwrote it'
      return lossText(room, { entry: last.entry, by: last.by })
    case 'forgotten':
      return own.phase.is === 'forgotten' ? forgottenText(own.phase.was) : ''
    case 'doubled':
      return `a blind retry booked it again: ${tooMuch(room, own)}`
    case 'falsely-refused':
      return [takenBack(room, own), own.phase.is === 'unapplied' && noReason(own)].filter(Boolean).join('; ')
    case 'in-balance':
      return takenBack(room, own)
    default:
      if (isTakenBack(own) && last) return takenBack(room, own)
      if (own.phase.is === 'refused') return own.phase.message
      return own.phase.is === 'unapplied' ? whyNot(own.phase.receipt) : ''
  }
}

const isTakenBack = ({ phase }: OwnTransaction): boolean =>
  phase.is === 'unapplied' && phase.receipt.why === 'taken-back'

function takenBack(room: Room, own: OwnTransaction): string {
  const back = own.entries.findLast(({ entry }) => entry.reverses !== undefined)
  if (!back) return ''
  const first = own.entries.find(({ entry }) => entry.reverses === undefined)?.entry
  const { amount } = own
  const effect = ownEffect(room, own)
  const { player } = back.entry
  const story = { player, amount, effect, back: back.entry, lostBy: back.by ?? undefined, first }
  return inBalanceText(room, story) || takenBackText(story)
}

function noReason(own: OwnTransaction): string {
  const noOverdraft = own.phase.is === 'unapplied' ? own.phase.receipt.noOverdraft : undefined
  return noReasonText({ amount: own.amount, noOverdraft })
}

function tooMuch(room: Room, own: OwnTransaction): string {
  const times = bookingsLive(own).length
  const effect = ownEffect(room, own)
  return effect === own.amount * times
    ? surplus(own.amount, times)
    : `in all ${insteadOf(own.amount, effect)}`
}

function note(own: OwnTransaction): string {
  if (own.phase.is === 'unapplied') return isUnjudged(own.phase.receipt) ? NOT_JUDGED_TEXT : ''
  const unsure = own.entries.find(({ entry }) => entry.either !== undefined)
  return unsure ? eitherText(unsure.entry) : ''
}

function runningText({ point, seen, attempt, at, until }: StepView): string {
  if (point === 'backoff') return 'the last try did not go through'
  if (point === 'blocked')
    return `another transaction has it; gives up after ${Math.round((until - at) / 1000)} s`
  if (seen === undefined) return 'has read nothing yet'
  return `you read ${money(seen)}${attempt > 1 ? `, try ${attempt}` : ''}`
}

function outcome(
  room: Room,
  own: OwnTransaction,
  verdict: WriteVerdict,
  step: StepView | undefined,
  now: number,
): string {
  switch (verdict) {
    case 'thinking':
      if (!step) return ''
      // The end of a wait for a lock is unknown, so that counts up.
      return `${(Math.max(0, step.point === 'blocked' ? now - step.at : step.until - now) / 1000).toFixed(1)} s`
    case 'kept':
      return 'kept'
    case 'lost':
    case 'forgotten':
    case 'doubled':
    case 'wrong':
    case 'in-balance':
      return signedMoney(luckOf(room, own))
    default:
      return ''
  }
}
