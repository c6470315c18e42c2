import { useId } from 'preact/hooks'
import { LIMITS } from '../../../../shared/limits.ts'
import { language } from '../../../language.ts'
import { FORMATS } from '../../../wording/class/formats.ts'
import { PHONE } from '../../../wording/class/phone/words.ts'

/** A typed whole number, with either minus sign; `undefined` for other texts. */
export function wholeNumber(typed: string): number | undefined {
  const text = typed.trim().replace('−', '-').replace(/^\$/, '')
  if (!/^-?\d{1,13}$/.test(text)) return undefined
  const number = Number(text)
  return Math.abs(number) <= LIMITS.balance ? number : undefined
}

interface BalanceFieldProps {
  typed: string
  /** The player's first guess, when this is the second. */
  first: number | undefined
  disabled: boolean
  onType: (typed: string) => void
}

/** A balance. Phones' number pads have no minus sign, so a button changes the sign. */
export function BalanceField({ typed, first, disabled, onType }: BalanceFieldProps) {
  const id = useId()
  const texts = PHONE[language.value]
  const wrong = typed.trim() !== '' && wholeNumber(typed) === undefined && !/^[-−]$/.test(typed.trim())
  const flip = () => onType(/^[-−]/.test(typed) ? typed.slice(1) : `−${typed}`)
  return (
    <div class="balance-field">
      <label class="label" for={id}>
        {texts.balance}
      </label>
      <div class="balance-row">
        <button type="button" class="plain num" aria-label={texts.minus} disabled={disabled} onClick={flip}>
          ±
        </button>
        <input
          id={id}
          inputMode="numeric"
          autocomplete="off"
          value={typed}
          maxLength={15}
          disabled={disabled}
          aria-invalid={wrong}
          aria-describedby={`${id}-rule`}
          onInput={(event) => onType(event.currentTarget.value)}
        />
      </div>
      <p id={`${id}-rule`} class={wrong ? 'wrong' : 'ink-2'}>
        {wrong
          ? texts.notWhole
          : first !== undefined && `${texts.yourFirst}: ${FORMATS[language.value].money(first)}`}
      </p>
    </div>
  )
}
