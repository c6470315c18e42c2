import type { Greeted } from '../../../shared/protocol.ts'
import { claimed } from '../strategy-chip.tsx'

interface StrategyChoiceProps {
  strategies: Greeted['strategies']
  chosen: string
  onChoose: (id: string) => void
}

export function StrategyChoice({ strategies, chosen, onChoose }: StrategyChoiceProps) {
  return (
    <fieldset class="choice strategies">
      <legend class="label">Strategy</legend>
      {strategies.map(({ id, title, claim }) => (
        <label key={id} data-claim={claim.manyNodes}>
          <input
            type="radio"
            name="strategy"
            value={id}
            checked={id === chosen}
            onChange={() => onChoose(id)}
          />
          <span>
            <b>{title}</b>
            <small>
              {claimed(claim)} {claim.because}
            </small>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
