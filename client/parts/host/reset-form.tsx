import { useId, useState } from 'preact/hooks'
import { LIMITS } from '../../../shared/limits.ts'
import { money } from '../../../shared/money.ts'
import { ConfirmButton } from '../confirm-button.tsx'

export function ResetForm({ opening, onReset }: { opening: number; onReset: (opening: number) => void }) {
  const id = useId()
  const [typed, setTyped] = useState(String(opening))
  const wanted = /^[-−]?\d{1,7}$/.test(typed.trim()) ? Number(typed.trim().replace('−', '-')) : Number.NaN
  const valid = Number.isInteger(wanted) && Math.abs(wanted) <= LIMITS.opening
  return (
    <div class="reset">
      <label class="label" for={id}>
        A new account, opening with
      </label>
      <div class="row">
        <input
          id={id}
          inputMode="numeric"
          value={typed}
          aria-invalid={!valid}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        {valid ? (
          <ConfirmButton
            key={wanted}
            label="Reset"
            question={`Close this account and open one with ${money(wanted)}?`}
            yes="Yes, start again"
            onYes={() => onReset(wanted)}
          />
        ) : (
          <small class="wrong">A whole number up to {money(LIMITS.opening)}, either sign.</small>
        )}
      </div>
    </div>
  )
}
