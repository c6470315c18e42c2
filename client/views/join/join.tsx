import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { formatRoomCode } from '../../../shared/room-code.ts'
import { LONGEST_TYPED, pageStorage } from '../../connection/local-storage.ts'
import { language } from '../../language.ts'
import { ConnectionBanner } from '../../parts/connection-banner.tsx'
import { Wordmark } from '../../parts/equals-sign.tsx'
import { LanguagePicker } from '../../parts/language-picker.tsx'
import { blockedOf, NoConnection } from '../../parts/no-connection.tsx'
import { OwnRequestCard } from '../../parts/own-request-card.tsx'
import { ThemeToggle } from '../../parts/theme-toggle.tsx'
import { Link } from '../../router/link.tsx'
import { HOME_PATH } from '../../router/route.ts'
import type { State } from '../../store/state.ts'
import { JOIN } from '../../wording/class/join/words.ts'

/** The door of a room: asks for a nickname, and says what was wrong with the last one. */
export function Join({
  code,
  state,
  onJoin,
  onRequest,
  onEndRequest,
  onRetry,
}: {
  code: string
  state: State
  onJoin: (nickname: string) => void
  /** Asks the host for the seat of that player. */
  onRequest: (nickname: string) => void
  onEndRequest: () => void
  /** Tries to connect at once. */
  onRetry: () => void
}) {
  const id = useId()
  const texts = JOIN[language.value]
  const field = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState(() => pageStorage.nickname())
  const [tried, setTried] = useState(false)
  const { stage } = state
  const request = state.request?.asks === 'seat' ? state.request : null
  const refusal = stage.at === 'door' ? stage.problem?.message : undefined
  // Which names are allowed is the server's to say; only an empty field needs no answer.
  const wrong = tried && typed.trim() === '' ? texts.empty : refusal
  const away = stage.at === 'door' && stage.problem?.code === 'nickname-away'
  const blocked = blockedOf(state)
  const busy = stage.at === 'entering' || stage.at === 'waiting'
  const opened = pageStorage.hostToken(code) !== undefined
  // The field has the focus from the start, and again when the name was refused.
  useEffect(() => {
    field.current?.focus()
  }, [wrong])
  const submit = (event: Event) => {
    event.preventDefault()
    setTried(true)
    if (typed.trim() !== '') onJoin(typed)
  }
  const requestSeat = () => {
    setTried(true)
    if (typed.trim() !== '') onRequest(typed)
  }
  return (
    <div class="door" lang={language.value}>
      <header>
        <Link to={HOME_PATH} class="home-link">
          <Wordmark />
        </Link>
        <span class="grow" />
        <LanguagePicker />
        <ThemeToggle />
      </header>
      {!blocked && <ConnectionBanner state={state} />}
      <main>
        {opened ? (
          <>
            <h1 class="opened">{texts.opened}</h1>
            <p class="opened-text">{texts.openedText}</p>
            <p class="code">{formatRoomCode(code)}</p>
          </>
        ) : (
          <>
            <p class="label">{texts.room}</p>
            <h1 class="code">{formatRoomCode(code)}</h1>
          </>
        )}
        {blocked && <NoConnection blocked={blocked} onRetry={onRetry} />}
        {request && <OwnRequestCard request={request} onEnd={onEndRequest} />}
        <form onSubmit={submit} noValidate hidden={request !== null || blocked !== undefined}>
          <label for={id}>{texts.who}</label>
          <input
            id={id}
            ref={field}
            value={typed}
            maxLength={LONGEST_TYPED}
            dir="auto"
            autocomplete="nickname"
            autocapitalize="off"
            spellcheck={false}
            placeholder={texts.nickname}
            aria-invalid={wrong !== undefined}
            aria-describedby={`${id}-wrong`}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
          <p id={`${id}-wrong`} class="wrong" role="alert">
            {wrong}
          </p>
          <button type="submit" class="button big" disabled={busy}>
            {busy ? texts.entering : texts.enter}
          </button>
          <button type="button" class={away ? 'plain' : 'quiet'} onClick={requestSeat} disabled={busy}>
            {away ? texts.thatIsMe : texts.before}
          </button>
        </form>
      </main>
    </div>
  )
}
