import { useId, useState } from 'preact/hooks'
import { isolated } from '../../../shared/isolated.ts'
import { LONGEST_TYPED } from '../../connection/local-storage.ts'
import type { RoomSession } from '../../connection/room-session.ts'
import { ConfirmButton } from '../../parts/confirm-button.tsx'
import { Downloads } from '../../parts/downloads.tsx'
import { LanguagePicker } from '../../parts/language-picker.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ThemeToggle } from '../../parts/theme-toggle.tsx'
import { Link } from '../../router/link.tsx'
import { screenPath } from '../../router/route.ts'
import type { State } from '../../store/state.ts'
import { I_AM_THE_HOST } from '../../wording/request-words.ts'

export interface YouPanelProps {
  code: string
  state: State
  session: RoomSession
  onClose: () => void
}

/** What a player can change for this page and this seat. */
export function YouPanel({ code, state, session, onClose }: YouPanelProps) {
  const { room, you } = state
  return (
    <Panel title={you ? isolated(you.nickname) : 'You'} onClose={onClose}>
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
        <li class="row">
          <span>Language</span>
          <LanguagePicker />
        </li>
        {!state.host && (
          <li>
            <button
              type="button"
              class="plain"
              onClick={() => {
                onClose()
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
