import { useEffect, useId, useState } from 'preact/hooks'
import { LIMITS } from '../../../shared/limits.ts'
import type { Settings } from '../../../shared/protocol.ts'
import { seconds } from '../strategy-chip.tsx'

/** How often a slider that is being dragged is told to the server. */
const TELL_MS = 250

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
        onChange={(thinkMs) => onChange({ thinkMs })}
      />
      <Slider
        label="Jitter"
        hint="how much it varies either way"
        value={settings.jitterMs}
        most={LIMITS.jitterMs}
        onChange={(jitterMs) => onChange({ jitterMs })}
      />
    </div>
  )
}

interface SliderProps {
  label: string
  hint: string
  /** Milliseconds, as the server has them. */
  value: number
  most: number
  onChange: (value: number) => void
}

function Slider({ label, hint, value, most, onChange }: SliderProps) {
  const id = useId()
  const [held, setHeld] = useState<number | null>(null)
  useEffect(() => {
    if (held === null || held === value) return
    const timer = setTimeout(() => onChange(held), TELL_MS)
    return () => clearTimeout(timer)
  }, [held, value, onChange])
  const shown = held ?? value
  return (
    <div class="slider">
      <label for={id}>
        <span class="label">{label}</span> <small>{hint}</small>
      </label>
      <output for={id}>{seconds(shown)}</output>
      <input
        id={id}
        type="range"
        min={0}
        max={most}
        step={100}
        value={shown}
        aria-valuetext={seconds(shown)}
        onInput={(event) => setHeld(Number(event.currentTarget.value))}
        onChange={(event) => {
          onChange(Number(event.currentTarget.value))
          setHeld(null)
        }}
      />
    </div>
  )
}
