import { useEffect, useId, useState } from 'preact/hooks'

/** Milliseconds that a dragged slider must rest before its value is sent. */
const SEND_AFTER_MS = 250

interface SliderProps {
  label: string
  hint: string
  /** The server's value. */
  value: number
  most: number
  step: number
  /** A value in words. */
  valueText: (value: number) => string
  onChange: (value: number) => void
}

export function Slider({ label, hint, value, most, step, valueText, onChange }: SliderProps) {
  const id = useId()
  const [held, setHeld] = useState<number | null>(null)
  useEffect(() => {
    if (held === null || held === value) return
    const timer = setTimeout(() => onChange(held), SEND_AFTER_MS)
    return () => clearTimeout(timer)
  }, [held, value, onChange])
  const current = held ?? value
  return (
    <div class="slider">
      <label for={id}>
        <span class="label">{label}</span> <small>{hint}</small>
      </label>
      <output for={id}>{valueText(current)}</output>
      <input
        id={id}
        type="range"
        min={0}
        max={most}
        step={step}
        value={current}
        aria-valuetext={valueText(current)}
        onInput={(event) => setHeld(Number(event.currentTarget.value))}
        onChange={(event) => {
          onChange(Number(event.currentTarget.value))
          setHeld(null)
        }}
      />
    </div>
  )
}
