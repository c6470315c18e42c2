import { money, signed, signedMoney } from '../../shared/money.ts'
import type { StepView } from '../../shared/protocol.ts'
import { OWN_SHOWN, type Own } from '../store/own.ts'
import type { Room } from '../store/room.ts'
import { luckOf, ofOwn, type Verdict } from '../store/verdict.ts'
import { lossTold, readAndWrote, unappliedTold } from '../store/words.ts'
import { Unbroken } from './unbroken.tsx'

const TITLES: Record<Verdict, string> = {
  sent: 'on its way…',
  thinking: 'thinking…',
  checking: 'checking…',
  kept: 'Kept',
  lost: 'Lost',
  doubled: 'Booked twice',
  rejected: 'Refused',
  'gave-up': 'Gave up',
  failed: 'Failed',
}

/** What became of one's own money, newest first. `now` is on the clock of Redis. */
export function OwnList({ room, own, now }: { room: Room; own: readonly Own[]; now: number }) {
  const steps = new Map(room.steps.map((step) => [step.tx, step]))
  if (own.length === 0) {
    return (
      <div class="empty">
        <p>Nothing of yours yet.</p>
        <p>Press a button when somebody else does. Then see whose money the bank remembers.</p>
      </div>
    )
  }
  return (
    <ol class="own" aria-label="Your transactions, newest first">
      {own.slice(0, OWN_SHOWN).map((one) => (
        <OwnItem key={one.tx} room={room} own={one} step={steps.get(one.tx)} now={now} />
      ))}
    </ol>
  )
}

function OwnItem({
  room,
  own,
  step,
  now,
}: {
  room: Room
  own: Own
  step: StepView | undefined
  now: number
}) {
  const verdict = ofOwn(own, step)
  const cameBack = verdict === 'kept' && own.entries.some((one) => one.cameBack)
  return (
    <li data-tx={own.tx} data-verdict={verdict}>
      <span class="amount">{signed(own.amount)}</span>
      <div class="what">
        <span class="title">{cameBack ? 'Came back' : TITLES[verdict]}</span>
        <small>
          <Unbroken text={detail(room, own, verdict, step)} />
        </small>
        {verdict === 'thinking' && step && (
          <Thought key={`${step.attempt}${step.point}`} step={step} now={now} />
        )}
      </div>
      <span class="outcome" data-luck={Math.sign(luckOf(own))}>
        {outcome(own, verdict, step, now)}
      </span>
    </li>
  )
}

/** Fills while the transaction thinks; a CSS animation that starts where the clock says. */
function Thought({ step, now }: { step: StepView; now: number }) {
  const lasts = Math.max(1, step.until - step.at)
  const elapsed = Math.min(lasts, Math.max(0, now - step.at))
  return (
    <div class="thought" data-point={step.point}>
      <i
        ref={(bar) => {
          if (!bar || bar.style.animationDuration) return
          bar.style.animationDuration = `${lasts}ms`
          bar.style.animationDelay = `${-elapsed}ms`
        }}
        style={{ '--done': elapsed / lasts }}
      />
    </div>
  )
}

function detail(room: Room, own: Own, verdict: Verdict, step: StepView | undefined): string {
  const last = own.entries.at(-1)
  switch (verdict) {
    case 'sent':
      return ''
    case 'thinking':
      if (step?.point === 'backoff') return `refused, somebody wrote first; try ${step.attempt + 1} follows`
      if (step?.seen === undefined) return 'has read nothing yet'
      return `you read ${money(step.seen)}${step.attempt > 1 ? `, try ${step.attempt}` : ''}`
    case 'checking':
      return 'no answer from Redis; the server finds out what happened'
    case 'kept':
      if (!last) return ''
      return `${readAndWrote(last.entry)}${last.entry.attempts > 1 ? `, at try ${last.entry.attempts}` : ''}`
    case 'lost':
      if (!last?.by) return 'somebody wrote over it'
      return lossTold(room, { entry: last.entry, by: last.by })
    case 'doubled':
      return 'a blind retry booked it again'
    default:
      if (own.phase.is === 'refused') return own.phase.message
      return own.phase.is === 'unapplied' ? unappliedTold(own.phase.receipt) : ''
  }
}

function outcome(own: Own, verdict: Verdict, step: StepView | undefined, now: number): string {
  switch (verdict) {
    case 'thinking':
      return step ? `${(Math.max(0, step.until - now) / 1000).toFixed(1)} s` : ''
    case 'kept':
      return 'kept'
    case 'lost':
    case 'doubled':
      return signedMoney(luckOf(own))
    default:
      return ''
  }
}
