import { language } from '../../../language.ts'
import { FORMATS } from '../../../wording/class/formats.ts'
import { WALL } from '../../../wording/class/wall/words.ts'
import { useSecondsLeft } from './class-clock.tsx'
import type { ClassProps } from './class-props.ts'

/** 3, 2, 1: the account is open, and does not take transactions yet. */
export function Countdown({ view, state, room }: Pick<ClassProps, 'view' | 'state' | 'room'>) {
  const seconds = useSecondsLeft(view, state.offset)
  const words = WALL[language.value]
  const { amounts } = view
  const buttons = amounts?.kind === 'these' ? amounts.amounts : []
  return (
    <div class="countdown">
      <p class="countdown-number num" key={seconds}>
        {seconds === null ? '' : Math.max(1, seconds)}
      </p>
      <p class="countdown-opening">{words.opensWith(room.account.opening)}</p>
      {buttons.length > 0 && (
        <p class="countdown-amounts">
          {buttons.map((amount) => (
            <span key={amount} class="chip num">
              {FORMATS[language.value].signed(amount)}
            </span>
          ))}
        </p>
      )}
    </div>
  )
}
