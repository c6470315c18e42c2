import { useId } from 'preact/hooks'

/** A choice of one among a few values, side by side. */
export function Segmented<T extends string | number>({
  legend,
  value,
  options,
  onChange,
}: {
  legend: string
  value: T
  options: readonly (readonly [value: T, name: string])[]
  onChange: (value: T) => void
}) {
  const name = useId()
  return (
    <fieldset class="segmented">
      <legend class="label">{legend}</legend>
      <div>
        {options.map(([option, text]) => (
          <label key={option}>
            <input
              type="radio"
              class="visually-hidden"
              name={name}
              checked={option === value}
              onChange={() => onChange(option)}
            />
            <span>{text}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
