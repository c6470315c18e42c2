import { useState } from 'preact/hooks'
import { LIMITS } from '../../../shared/limits.ts'
import { signed, units } from '../../../shared/money.ts'
import { MOST_TRANSACTIONS } from '../../../shared/proof/bounds.ts'

/** The amount of a transaction that is added, by its position. */
const SUGGESTED = [50, -150, 10, -60, 20, -20]

interface TransactionChipsProps {
  amounts: readonly number[]
  onChange: (amounts: number[]) => void
}

/** The transactions of the scenario; each can be changed or removed. */
export function TransactionChips({ amounts, onChange }: TransactionChipsProps) {
  return (
    <fieldset class="transactions">
      <legend class="label">Transactions at once</legend>
      <ul>
        {amounts.map((amount, index) => (
          <TransactionChip
            key={index}
            process={index + 1}
            amount={amount}
            onChange={(changed) => onChange(amounts.with(index, changed))}
            onRemove={amounts.length > 1 ? () => onChange(amounts.toSpliced(index, 1)) : undefined}
          />
        ))}
        {amounts.length < MOST_TRANSACTIONS && (
          <li>
            <button
              type="button"
              class="plain"
              onClick={() => onChange([...amounts, SUGGESTED[amounts.length] ?? 10])}
            >
              Add one
            </button>
          </li>
        )}
      </ul>
    </fieldset>
  )
}

interface TransactionChipProps {
  process: number
  amount: number
  onChange: (amount: number) => void
  onRemove: (() => void) | undefined
}

function TransactionChip({ process, amount, onChange, onRemove }: TransactionChipProps) {
  const [typed, setTyped] = useState<string>()
  const name = `P${process}`
  // Every change starts a new search, so an amount is not committed with each key.
  const commit = (text: string) => {
    setTyped(undefined)
    const value = Math.min(LIMITS.amount, Number.parseInt(text.replace(/\D/g, ''), 10) || 0)
    const sign = /^\s*[-−]/.test(text) ? -1 : /^\s*\+/.test(text) ? 1 : Math.sign(amount)
    if (value !== 0 && sign * value !== amount) onChange(sign * value)
  }
  return (
    <li class="transaction" data-process={process}>
      <span class="process" aria-hidden="true">
        {name}
      </span>
      <button
        type="button"
        class="turn"
        aria-label={`${name}: make it a ${amount > 0 ? 'withdrawal' : 'deposit'}`}
        onClick={() => onChange(-amount)}
      >
        {signed(amount).charAt(0)}
      </button>
      <input
        type="text"
        inputMode="numeric"
        aria-label={`${name}: amount`}
        value={typed ?? units(Math.abs(amount))}
        size={5}
        maxLength={7}
        onFocus={(event) => event.currentTarget.select()}
        onInput={(event) => setTyped(event.currentTarget.value)}
        onChange={(event) => commit(event.currentTarget.value)}
      />
      {onRemove && (
        <button type="button" class="remove" aria-label={`Remove ${name}`} onClick={onRemove}>
          <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d="M6 6L18 18M18 6L6 18" />
          </svg>
        </button>
      )}
    </li>
  )
}
