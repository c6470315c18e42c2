import { LIMITS } from '../../../shared/limits.ts'
import type { ClassView } from '../../../shared/rounds/class-messages.ts'
import { language } from '../../language.ts'
import { HOST } from '../../wording/class/host/words.ts'

interface BotsControlProps {
  bots: ClassView['bots']
  onChange: (bots: { bots: number; perSecond: number }) => void
}

const COUNTS = [0, 1, 2, 3, 5, 10, 20, 30, 50, 100, 150, LIMITS.players]
/** Transactions a second of each bot. */
const RATES = [0.1, 0.2, 0.5, 1, 2, 5]

/** How many bots, in steps, and how fast they press. */
export function BotsControl({ bots: { count, perSecond, refused }, onChange }: BotsControlProps) {
  const texts = HOST[language.value]
  const fewer = COUNTS.findLast((n) => n < count)
  const more = COUNTS.find((n) => n > count)
  const rate = RATES.reduce((best, one) =>
    Math.abs(one - perSecond) < Math.abs(best - perSecond) ? one : best,
  )
  const change = (bots: number, perSecond: number) => onChange({ bots, perSecond })
  return (
    <div class="bots">
      <h3 class="label">{texts.bots}</h3>
      <div class="stepper">
        <button
          type="button"
          class="plain"
          aria-label={texts.fewer}
          disabled={fewer === undefined}
          onClick={() => change(fewer ?? 0, rate)}
        >
          −
        </button>
        <output class="num">{count}</output>
        <button
          type="button"
          class="plain"
          aria-label={texts.moreBots}
          disabled={more === undefined}
          onClick={() => change(more ?? count, rate)}
        >
          +
        </button>
        <label>
          <span>{texts.rate}</span>{' '}
          <select value={String(rate)} onChange={(event) => change(count, Number(event.currentTarget.value))}>
            {RATES.map((one) => (
              <option key={one} value={String(one)}>
                {texts.perSecond(one)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <p class={refused ? 'wrong' : 'aside'} role="status">
        {refused ?? texts.botsDo}
      </p>
    </div>
  )
}
