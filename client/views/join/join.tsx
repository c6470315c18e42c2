import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { LIMITS } from '../../../shared/limits.ts'
import { parseNickname } from '../../../shared/nickname.ts'
import { formatRoomCode } from '../../../shared/room-code.ts'
import { pageStorage } from '../../connection/local-storage.ts'
import { ConnectionBanner } from '../../parts/connection-banner.tsx'
import { Wordmark } from '../../parts/equals-sign.tsx'
import { ThemeToggle } from '../../parts/theme-toggle.tsx'
import { Link } from '../../router/link.tsx'
import type { State } from '../../store/state.ts'

/** The door of a room: asks for a nickname, and says what was wrong with the last one. */
export function Join({
  code,
  state,
  onJoin,
}: {
  code: string
  state: State
  onJoin: (nickname: string) => void
}) {
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState(() => pageStorage.nickname())
  const [tried, setTried] = useState(false)
  const { stage } = state
  const refusal = stage.at === 'door' ? stage.problem?.message : undefined
  const wrong = tried && parseNickname(typed) === undefined ? NICKNAME_RULE : refusal
  const busy = stage.at === 'entering' || stage.at === 'waiting'
  useEffect(() => {
    if (wrong) field.current?.focus()
  }, [wrong])
  const submit = (event: Event) => {
    event.preventDefault()
    setTried(true)
    if (parseNickname(typed) !== undefined) onJoin(typed)
  }
  return (
    <div class="door">
      <header>
        <Link to="/" class="home-link">
          <Wordmark />
        </Link>
        <ThemeToggle />
      </header>
      <ConnectionBanner state={state} />
      <main>
        <p class="label">Room</p>
        <h1 class="code">{formatRoomCode(code)}</h1>
        <form onSubmit={submit} noValidate>
          <label for={id}>Who are you?</label>
          <input
            id={id}
            ref={field}
            value={typed}
            maxLength={LIMITS.nickname * 2}
            autocomplete="nickname"
            autocapitalize="off"
            spellcheck={false}
            placeholder="nickname"
            aria-invalid={wrong !== undefined}
            aria-describedby={`${id}-wrong`}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
          <p id={`${id}-wrong`} class="wrong" role="alert">
            {wrong}
          </p>
          <button type="submit" class="button big" disabled={busy}>
            {busy ? 'Entering…' : 'Enter the bank'}
          </button>
        </form>
      </main>
    </div>
  )
}

const NICKNAME_RULE = `A nickname has 1 to ${LIMITS.nickname} characters, at least one of them readable.`
