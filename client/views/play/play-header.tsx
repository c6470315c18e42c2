import type { ComponentChildren } from 'preact'
import { useId, useState } from 'preact/hooks'
import { describeDivergence } from '../../../shared/divergence.ts'
import { isolated } from '../../../shared/isolated.ts'
import { formatRoomCode } from '../../../shared/room-code.ts'
import { LONGEST_TYPED } from '../../connection/local-storage.ts'
import type { RoomSession } from '../../connection/room-session.ts'
import { ConfirmButton } from '../../parts/confirm-button.tsx'
import { Downloads } from '../../parts/downloads.tsx'
import { signOf, Wordmark } from '../../parts/equals-sign.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ThemeToggle } from '../../parts/theme-toggle.tsx'
import { Link } from '../../router/link.tsx'
import { screenPath } from '../../router/route.ts'
import type { State } from '../../store/state.ts'
import { I_AM_THE_HOST } from '../../wording/request-words.ts'

interface PlayHeaderProps {
  code: string
  state: State
  session: RoomSession
  onHost: () => void
  /** Shown before the room's code, where there is space. */
  children?: ComponentChildren
}

export function PlayHeader({ code, state, session, onHost, children }: PlayHeaderProps) {
  const [open, setOpen] = useState(false)
  const { room, you } = state
  return (
    <header class="play-header">
      <h1>
        <Wordmark sign={room ? signOf(describeDivergence(room.account).mood) : 'equal'} />
      </h1>
      {children}
      <span class="where">
        room <b class="num">{formatRoomCode(code)}</b>
      </span>
      {state.host && (
        <button type="button" class="quiet" onClick={onHost}>
          Host
        </button>
      )}
      <button type="button" class="quiet me" aria-expanded={open} onClick={() => setOpen(!open)}>
        <bdi>{you?.nickname}</bdi>
        <svg viewBox="0 0 10 10" aria-hidden="true" focusable="false">
          <path d="M1 3l4 4 4-4" />
        </svg>
      </button>
      {open && (
        <Panel title={you ? isolated(you.nickname) : 'You'} onClose={() => setOpen(false)}>
          <Rename
            key={you?.nickname}
            nickname={you?.nickname ?? ''}
            problem={state.renameProblem}
            onRename={(name) => session.rename(name)}
          />
          <ul class="menu">
            <li>
              <Link to={screenPath(code)}>The big screen of this room</Link>
            </li>
            <li class="row">
              <span>Dark or light</span>
              <ThemeToggle />
            </li>
            {!state.host && (
              <li>
                <button
                  type="button"
                  class="plain"
                  onClick={() => {
                    setOpen(false)
                    session.requestHost()
                  }}
                >
                  {I_AM_THE_HOST}
                </button>
              </li>
            )}
            <li>
              <Downloads code={code} epoch={room?.epoch ?? 1} />
            </li>
            <li>
              <ConfirmButton
                label="Leave the room"
                question="Leave, and give up this seat?"
                yes="Leave"
                onYes={() => session.leave()}
              />
            </li>
          </ul>
        </Panel>
      )}
    </header>
  )
}

interface RenameProps {
  nickname: string
  /** Why the server has refused the last one. */
  problem: string | null
  onRename: (nickname: string) => void
}

function Rename({ nickname, problem, onRename }: RenameProps) {
  const id = useId()
  const [typed, setTyped] = useState(nickname)
  const same = typed.trim() === '' || typed === nickname
  const submit = (event: Event) => {
    event.preventDefault()
    if (!same) onRename(typed)
  }
  return (
    <form class="rename" onSubmit={submit}>
      <label class="label" for={id}>
        Nickname
      </label>
      <div class="row">
        <input
          id={id}
          value={typed}
          maxLength={LONGEST_TYPED}
          dir="auto"
          autocomplete="off"
          spellcheck={false}
          aria-invalid={problem !== null}
          aria-describedby={`${id}-wrong`}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <button type="submit" class="plain" disabled={same}>
          Rename
        </button>
      </div>
      <p id={`${id}-wrong`} class="wrong" role="alert">
        {problem}
      </p>
    </form>
  )
}
