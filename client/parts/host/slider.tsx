import { useEffect, useId, useState } from 'preact/hooks'

/** Milliseconds that a dragged slider must rest before its value is sent. */
const TELL_MS = 250

interface SliderProps {
  label: string
  hint: string
  /** The server's value. */
  value: number
  most: number
  step: number
  /** A value in words. */
  told: (value: number) => string
  onChange: (value: number) => void
}

export function Slider({ label, hint, value, most, step, told, onChange }: SliderProps) {
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
      <output for={id}>{told(shown)}</output>
      <input
        id={id}
        type="range"
        min={0}
        max={most}
        step={step}
        value={shown}
        aria-valuetext={told(shown)}
        onInput={(event) => setHeld(Number(event.currentTarget.value))}
        onChange={(event) => {
          onChange(Number(event.currentTarget.value))
          setHeld(null)
        }}
      />
    </div>
  )
}
