import { money, signedMoney } from '../../shared/money.ts'
import type { StepView } from '../../shared/protocol.ts'
import type { Own } from './own.ts'
import { forgottenTold, unconfirmedTold } from './rewound-words.ts'
import type { Room } from './room.ts'
import { luckOf, ofOwn, type Verdict } from './verdict.ts'
import { breachTold, lossTold, often, readAndWrote, surplus, whyNot } from './words.ts'

const TITLES: Record<Exclude<Verdict, 'doubled'>, string> = {
  sent: 'on its way…',
  thinking: 'thinking…',
  checking: 'checking…',
  kept: 'Kept',
  lost: 'Lost',
  forgotten: 'Forgotten',
  rejected: 'Refused',
  'gave-up': 'Gave up',
  failed: 'Failed',
}

export interface OwnTold {
  verdict: Verdict
  title: string
  detail: string
  /** At the end of the line: what it did to one's luck, or how long it takes. */
  outcome: string
  /** A rule that it broke; '' mostly. */
  breach: string
}

/** What became of one's own transaction. `now` is on the clock of Redis. */
export function ownTold(room: Room, own: Own, step: StepView | undefined, now: number): OwnTold {
  const verdict = ofOwn(own, step)
  const below = own.entries.find(({ entry }) => room.breaches.versions.has(entry.version))
  return {
    verdict,
    title: title(own, verdict, step),
    detail: detail(room, own, verdict, step),
    outcome: outcome(own, verdict, step, now),
    breach: below ? breachTold(below.entry) : '',
  }
}

const inBalance = (own: Own): number => own.entries.filter(({ state }) => state !== 'lost').length

function title(own: Own, verdict: Verdict, step: StepView | undefined): string {
  if (verdict === 'kept' && own.entries.some((one) => one.cameBack)) return 'Came back'
  if (verdict === 'thinking' && step?.point === 'blocked') return 'waits for the lock…'
  if (verdict === 'thinking' && step?.point === 'backoff') return 'tries again…'
  if (verdict === 'doubled') return `Booked ${often(inBalance(own))}`
  return TITLES[verdict]
}

function detail(room: Room, own: Own, verdict: Verdict, step: StepView | undefined): string {
  const last = own.entries.at(-1)
  switch (verdict) {
    case 'sent':
      return ''
    case 'thinking':
      return step ? underWay(step) : ''
    case 'checking':
      return 'no answer from Redis; the server finds out what happened'
    case 'kept':
      if (!last) return ''
      return [
        `${readAndWrote(last.entry)}${last.entry.attempts > 1 ? `, at try ${last.entry.attempts}` : ''}`,
        unconfirmedTold(own.told?.replicas),
      ]
        .filter(Boolean)
        .join('; ')
    case 'lost':
      if (!last?.by) return 'somebody wrote over it'
      return lossTold(room, { entry: last.entry, by: last.by })
    case 'forgotten':
      return own.phase.is === 'forgotten' ? forgottenTold(own.phase.was) : ''
    case 'doubled':
      return `a blind retry booked it again: ${surplus(own.amount, inBalance(own))}`
    default:
      if (own.phase.is === 'refused') return own.phase.message
      return own.phase.is === 'unapplied' ? whyNot(own.phase.receipt) : ''
  }
}

function underWay({ point, seen, attempt, at, until }: StepView): string {
  if (point === 'backoff') return 'the last try did not go through'
  if (point === 'blocked') return `somebody else has it; gives up after ${Math.round((until - at) / 1000)} s`
  if (seen === undefined) return 'has read nothing yet'
  return `you read ${money(seen)}${attempt > 1 ? `, try ${attempt}` : ''}`
}

function outcome(own: Own, verdict: Verdict, step: StepView | undefined, now: number): string {
  switch (verdict) {
    case 'thinking':
      if (!step) return ''
      // How long a lock is waited for nobody knows: that counts up.
      return `${(Math.max(0, step.point === 'blocked' ? now - step.at : step.until - now) / 1000).toFixed(1)} s`
    case 'kept':
      return 'kept'
    case 'lost':
    case 'forgotten':
    case 'doubled':
      return signedMoney(luckOf(own))
    default:
      return ''
  }
}
