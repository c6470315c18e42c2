import { signed } from '../../shared/money.ts'
import type { StepView } from '../../shared/protocol.ts'
import { OWN_SHOWN, type OwnTransaction } from '../store/own-transactions.ts'
import type { Room } from '../store/room.ts'
import { luckOf } from '../store/write-verdict.ts'
import { ownText } from '../wording/own-words.ts'
import { ThinkBar } from './think-bar.tsx'
import { UnbrokenAmounts } from './unbroken-amounts.tsx'

/** The player's own transactions, newest first. `now` is on the clock of Redis. */
export function OwnTransactionList({
  room,
  own,
  now,
}: {
  room: Room
  own: readonly OwnTransaction[]
  now: number
}) {
  const steps = new Map(room.steps.map((step) => [step.tx, step]))
  if (own.length === 0) {
    return (
      <div class="empty">
        <p>Nothing of yours yet.</p>
        <p>
          Press a button when another player does, or press twice, quickly: two of your own can meet, too.
        </p>
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

interface OwnItemProps {
  room: Room
  own: OwnTransaction
  step: StepView | undefined
  now: number
}

function OwnItem({ room, own, step, now }: OwnItemProps) {
  const { verdict, title, detail, outcome, breach, note } = ownText(room, own, step, now)
  return (
    <li data-tx={own.tx} data-verdict={verdict}>
      <span class="amount">{signed(own.amount)}</span>
      <div class="what">
        <span class="title">{title}</span>
        <small>
          <UnbrokenAmounts text={detail} />
        </small>
        {breach && (
          <small class="under">
            <UnbrokenAmounts text={breach} />
          </small>
        )}
        {note && <small class="note">{note}</small>}
        {verdict === 'thinking' && step && (
          <ThinkBar key={`${step.attempt}${step.point}`} step={step} now={now} />
        )}
      </div>
      <span class="outcome" data-luck={Math.sign(luckOf(room, own))}>
        {outcome}
      </span>
    </li>
  )
}
