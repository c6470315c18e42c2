import { duration } from '../../../shared/duration.ts'
import { PACE } from '../../../shared/pace.ts'
import type { Settings } from '../../../shared/protocol.ts'

type Durable = Pick<Settings, 'durable'>

const DOES = {
  off: 'The primary has it. A copy that takes over may have missed it.',
  on: `WAIT 1 ${PACE.confirmMs}: the player is told once a replica has confirmed it, or after ${duration(PACE.confirmMs)}, with “no replica had confirmed it”. This raises the odds; it is not consensus.`,
} as const

/** Chooses whether a player is told before or after a replica has the write. */
export function DurableControl({
  settings: { durable },
  onChange,
}: {
  settings: Durable
  onChange: (change: Durable) => void
}) {
  return (
    <div class="rule">
      <fieldset class="choice pair">
        <legend class="label">A player is told “applied”</legend>
        {([false, true] as const).map((wait) => (
          <label key={String(wait)}>
            <input
              type="radio"
              name="durable"
              checked={durable === wait}
              onChange={() => onChange({ durable: wait })}
            />
            <span>{wait ? 'Once a replica has it' : 'At once'}</span>
          </label>
        ))}
      </fieldset>
      <p>{DOES[durable ? 'on' : 'off']}</p>
    </div>
  )
}
