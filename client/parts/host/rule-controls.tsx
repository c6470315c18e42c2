import { LIMITS } from '../../../shared/limits.ts'
import type { Settings } from '../../../shared/protocol.ts'
import { Slider } from './slider.tsx'

type Rules = Pick<Settings, 'overdraft' | 'lostReplies'>

const OVERDRAFT = {
  allowed: { name: 'Allowed', does: 'Withdrawals may take the balance below zero.' },
  refused: {
    name: 'Refused',
    does: 'Withdrawals below zero are refused. A strategy that checks first and writes later can still break it.',
  },
} as const

/** The rules of the account and of the network, for all players. */
export function RuleControls({
  settings,
  onChange,
}: {
  settings: Rules
  onChange: (change: Partial<Rules>) => void
}) {
  const { overdraft, lostReplies } = settings
  return (
    <>
      <div class="rule">
        <fieldset class="choice pair">
          <legend class="label">Overdraft</legend>
          {(['allowed', 'refused'] as const).map((rule) => (
            <label key={rule}>
              <input
                type="radio"
                name="overdraft"
                checked={overdraft === rule}
                onChange={() => onChange({ overdraft: rule })}
              />
              <span>{OVERDRAFT[rule].name}</span>
            </label>
          ))}
        </fieldset>
        <p>{OVERDRAFT[overdraft].does}</p>
      </div>
      <div class="rule">
        <Slider
          label="Lost replies"
          hint="the write goes through, its answer does not"
          value={lostReplies}
          most={LIMITS.lostReplies}
          step={5}
          valueText={(percent) => `${percent} %`}
          onChange={(percent) => onChange({ lostReplies: percent })}
        />
        <p>{repliesText(lostReplies)}</p>
      </div>
    </>
  )
}

function repliesText(percent: number): string {
  if (percent === 0) return 'Every write is answered.'
  return `Of 100 writes, ${percent} are booked but their reply is lost: a blind retry books twice.`
}
