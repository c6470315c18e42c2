import { useId, useState } from 'preact/hooks'
import { parseRoomCode } from '../../shared/room-code.ts'
import { navigate, playPath } from '../router/route.ts'

interface CodeFormProps {
  label: string
  button: string
  /** What is wrong with a text that is no code. */
  wrong: string
  /** A code that led nowhere, to be corrected. */
  typed?: string
}

/** Leads to the room of a typed code. */
export function CodeForm({ label, button, wrong, typed: before = '' }: CodeFormProps) {
  const id = useId()
  const [typed, setTyped] = useState(before)
  const [tried, setTried] = useState(before !== '' && parseRoomCode(before) === undefined)
  const code = parseRoomCode(typed)
  const submit = (event: Event) => {
    event.preventDefault()
    setTried(true)
    if (code) navigate(playPath(code))
  }
  return (
    <form class="code-form" onSubmit={submit} noValidate>
      <label class="label" for={id}>
        {label}
      </label>
      <div class="join-form">
        <input
          id={id}
          value={typed}
          maxLength={12}
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          placeholder="K7Q·4MX"
          aria-invalid={tried && !code}
          aria-describedby={`${id}-wrong`}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <button type="submit" class="button paper">
          {button}
        </button>
      </div>
      <p id={`${id}-wrong`} class="wrong" role="alert">
        {tried && !code ? wrong : ''}
      </p>
    </form>
  )
}
