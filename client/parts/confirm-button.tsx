import { useState } from 'preact/hooks'

/** A button that asks in place before it does something that cannot be undone. */
export function ConfirmButton({
  label,
  name,
  question,
  yes,
  onYes,
}: {
  label: string
  /** The accessible name, where the label alone is not enough. */
  name?: string
  question: string
  yes: string
  onYes: () => void
}) {
  const [asking, setAsking] = useState(false)
  if (!asking) {
    return (
      <button type="button" class="plain" aria-label={name} onClick={() => setAsking(true)}>
        {label}
      </button>
    )
  }
  const answer = (confirmed: boolean) => () => {
    setAsking(false)
    if (confirmed) onYes()
  }
  return (
    <fieldset class="confirm">
      <legend>{question}</legend>
      <button type="button" class="danger" onClick={answer(true)}>
        {yes}
      </button>
      <button type="button" class="plain" onClick={answer(false)}>
        No
      </button>
    </fieldset>
  )
}
