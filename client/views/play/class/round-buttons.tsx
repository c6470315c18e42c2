import { signed } from '../../../../shared/money.ts'
import { amountsFor } from '../../../../shared/rounds/amounts.ts'
import type { ClassView } from '../../../../shared/rounds/class-messages.ts'
import { language } from '../../../language.ts'
import type { Room } from '../../../store/room.ts'
import { PHONE } from '../../../wording/class/phone/words.ts'

/** The amounts that this player may fire in the round; null for any amount. */
export function roundButtons({ amounts }: ClassView, room: Room, me: string | undefined): number[] | null {
  if (!amounts) return null
  const seats = [...room.players.values()].map(({ id, number, state }) => ({
    ...{ id, number },
    gone: state === 'left' || state === 'kicked',
  }))
  const own = amountsFor(amounts, me ?? '', seats)
  return own === 'any' ? null : [...own].sort((a, b) => a - b)
}

interface RoundButtonsProps {
  amounts: readonly number[]
  closed: boolean
  /** Why they are closed; '' when that goes without saying. */
  reason: string
  onFire: (amount: number) => void
}

/** One thumb-sized button for each amount of the round. */
export function RoundButtons({ amounts, closed, reason, onFire }: RoundButtonsProps) {
  const texts = PHONE[language.value]
  return (
    <>
      <div class="buttons" data-many={amounts.length > 2} data-one={amounts.length === 1}>
        {amounts.map((amount) => (
          <button
            key={amount}
            type="button"
            class={`fire ${amount > 0 ? 'deposit' : 'withdraw'}`}
            disabled={closed}
            aria-describedby="round-reason"
            onClick={() => onFire(amount)}
          >
            <span class="visually-hidden">
              {amount > 0 ? texts.deposit : texts.withdraw} {Math.abs(amount)}
            </span>
            <span aria-hidden="true">
              {signed(amount)}
              <small>{amount > 0 ? texts.deposit : texts.withdraw}</small>
            </span>
          </button>
        ))}
      </div>
      <p id="round-reason" class="round-reason">
        {closed && reason}
      </p>
    </>
  )
}
