import type { Settings } from '../../../shared/protocol.ts'
import type { StrategyCard } from '../../../shared/strategy-card.ts'
import { DurableControl } from './durable-control.tsx'
import { PauseSliders } from './pause-sliders.tsx'
import { RuleControls } from './rule-controls.tsx'
import { StrategyChoice } from './strategy-choice.tsx'

interface SettingsControlsProps {
  settings: Settings
  strategies: readonly StrategyCard[]
  onChange: (change: Partial<Settings>) => void
}

/** How transactions run: the strategy, its pauses, the rules, the Redis library. */
export function SettingsControls({ settings, strategies, onChange }: SettingsControlsProps) {
  return (
    <>
      <StrategyChoice
        strategies={strategies}
        chosen={settings.strategy}
        onChoose={(strategy) => onChange({ strategy })}
      />
      <PauseSliders settings={settings} onChange={onChange} />
      <RuleControls settings={settings} onChange={onChange} />
      <DurableControl settings={settings} onChange={onChange} />
      <fieldset class="choice pair">
        <legend class="label">Redis library of the server</legend>
        {(['ioredis', 'redis'] as const).map((client) => (
          <label key={client}>
            <input
              type="radio"
              name="library"
              checked={settings.client === client}
              onChange={() => onChange({ client })}
            />
            <span>{client === 'redis' ? 'node-redis' : client}</span>
          </label>
        ))}
      </fieldset>
    </>
  )
}
