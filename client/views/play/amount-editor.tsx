import { useId, useState } from 'preact/hooks'
import { LIMITS } from '../../../shared/limits.ts'
import { money } from '../../../shared/money.ts'

/** The amounts of the two buttons, both as positive whole units. */
export interface Amounts {
  deposit: number
  withdrawal: number
}

export function AmountEditor({
  amounts,
  onChange,
}: {
  amounts: Amounts
  onChange: (amounts: Amounts) => void
}) {
  return (
    <div class="amount-editor">
      <Field
        label="Withdraw"
        value={amounts.withdrawal}
        onChange={(withdrawal) => onChange({ ...amounts, withdrawal })}
      />
      <Field
        label="Deposit"
        value={amounts.deposit}
        onChange={(deposit) => onChange({ ...amounts, deposit })}
      />
    </div>
  )
}

function Field({
  label,
  value,
  onChange,
}: {
  label: string
  value: number
  onChange: (value: number) => void
}) {
  const id = useId()
  const [typed, setTyped] = useState(String(value))
  const valid = (text: string) => /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= LIMITS.amount
  const input = (text: string) => {
    setTyped(text)
    if (valid(text)) onChange(Number(text))
  }
  return (
    <div>
      <label for={id}>{label}</label>
      <input
        id={id}
        inputMode="numeric"
        value={typed}
        maxLength={5}
        aria-invalid={!valid(typed)}
        aria-describedby={`${id}-rule`}
        onInput={(event) => input(event.currentTarget.value.trim())}
      />
      <small id={`${id}-rule`} class="wrong">
        {valid(typed) ? '' : `1 to ${money(LIMITS.amount).slice(1)}`}
      </small>
    </div>
  )
}
