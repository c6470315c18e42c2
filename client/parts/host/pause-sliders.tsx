import { LIMITS } from '../../../shared/limits.ts'
import type { Settings } from '../../../shared/protocol.ts'
import { seconds } from '../strategy-chip.tsx'
import { Slider } from './slider.tsx'

type Pauses = Pick<Settings, 'thinkMs' | 'jitterMs'>

export function PauseSliders({
  settings,
  onChange,
}: {
  settings: Pauses
  onChange: (change: Partial<Pauses>) => void
}) {
  return (
    <div class="sliders">
      <Slider
        label="Think time"
        hint="the pause between read and write"
        value={settings.thinkMs}
        most={LIMITS.thinkMs}
        step={100}
        valueText={seconds}
        onChange={(thinkMs) => onChange({ thinkMs })}
      />
      <Slider
        label="Jitter"
        hint="how much it varies either way"
        value={settings.jitterMs}
        most={LIMITS.jitterMs}
        step={100}
        valueText={seconds}
        onChange={(jitterMs) => onChange({ jitterMs })}
      />
    </div>
  )
}
