import { useEffect, useState } from 'preact/hooks'
import { DEFAULTS, LIMITS } from '../../../shared/limits.ts'
import { money, signed } from '../../../shared/money.ts'
import { pageStorage } from '../../connection/local-storage.ts'
import { AmountEditor, type Amounts } from './amount-editor.tsx'

interface CounterProps {
  /** What the player has paid in; below zero: taken out. */
  paid: number
  /** What the bank has given this player too much; below zero: too little. */
  luck: number
  /** Why the buttons are disabled now; '' when they are not. */
  reason: string
  /** Whether to show the buttons' keys. */
  hints: boolean
  onFire: (amount: number) => void
}

const within = (units: unknown, fallback: number): number =>
  Number.isInteger(units) && Number(units) >= 1 && Number(units) <= LIMITS.amount ? Number(units) : fallback

function rememberedAmounts(): Amounts {
  const kept = pageStorage.amounts()
  return {
    deposit: within(kept?.deposit, DEFAULTS.deposit),
    withdrawal: within(kept?.withdrawal, -DEFAULTS.withdrawal),
  }
}

/** The controls of a player: two thumb-sized buttons, and what they have brought. */
export function Counter({ paid, luck, reason, hints, onFire }: CounterProps) {
  const [amounts, setAmounts] = useState(rememberedAmounts)
  const [editing, setEditing] = useState(false)
  const closed = reason !== ''
  const { deposit, withdrawal } = amounts
  useKeys(closed, { d: () => onFire(deposit), w: () => onFire(-withdrawal) })
  const change = (next: Amounts) => {
    setAmounts(next)
    pageStorage.keepAmounts(next)
  }
  return (
    <section class="counter" aria-label="Deposit or withdraw">
      <div class="purse">
        <span>
          {paid < 0 ? 'you took out' : 'you paid in'} <b class="num">{money(Math.abs(paid))}</b>
        </span>
        <button type="button" class="quiet" aria-expanded={editing} onClick={() => setEditing(!editing)}>
          {editing ? 'Done' : 'Amounts'}
        </button>
        <span>
          {luck < 0 ? 'the bank owes you' : 'you gain'}{' '}
          <b class="num" data-luck={Math.sign(luck)}>
            {money(Math.abs(luck))}
          </b>
        </span>
      </div>
      {editing && <AmountEditor amounts={amounts} onChange={change} />}
      <div class="buttons">
        <button
          type="button"
          class="fire withdraw"
          aria-keyshortcuts="w"
          aria-describedby="counter-reason"
          disabled={closed}
          onClick={() => onFire(-withdrawal)}
        >
          <FireLabel verb="Withdraw" amount={-withdrawal} hint={hints ? 'W' : ''} />
        </button>
        <button
          type="button"
          class="fire deposit"
          aria-keyshortcuts="d"
          aria-describedby="counter-reason"
          disabled={closed}
          onClick={() => onFire(deposit)}
        >
          <FireLabel verb="Deposit" amount={deposit} hint={hints ? 'D' : ''} />
        </button>
        <p id="counter-reason" class="reason" data-shown={closed}>
          {reason}
        </p>
      </div>
    </section>
  )
}

/** Screen readers say `Deposit 50`; the page shows a big signed amount. */
function FireLabel({ verb, amount, hint }: { verb: string; amount: number; hint: string }) {
  return (
    <>
      <span class="visually-hidden">
        {verb} {Math.abs(amount)}
      </span>
      <span aria-hidden="true">
        {signed(amount)}
        <small>
          {verb} {hint && <kbd>{hint}</kbd>}
        </small>
      </span>
    </>
  )
}

/** Keys that press the buttons, unless the player is typing. */
function useKeys(closed: boolean, keys: Record<string, () => void>): void {
  useEffect(() => {
    if (closed) return
    const press = (event: KeyboardEvent) => {
      const typing =
        event.target instanceof Element && event.target.closest('input, textarea, select, [role=dialog]')
      if (typing || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return
      keys[event.key.toLowerCase()]?.()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  })
}
