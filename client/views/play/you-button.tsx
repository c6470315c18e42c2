import type { RoomSession } from '../../connection/room-session.ts'
import { NOT_LOADED, onDemand } from '../../parts/on-demand.tsx'
import type { State } from '../../store/state.ts'

const YouPanel = onDemand(() => import('./you-panel.tsx').then(({ YouPanel }) => YouPanel), NOT_LOADED)

interface YouButtonProps {
  code: string
  state: State
  session: RoomSession
  open: boolean
  onOpen: (open: boolean) => void
}

/** The player's name; pressed, it opens what the player can change. */
export function YouButton({ code, state, session, open, onOpen }: YouButtonProps) {
  return (
    <>
      <button type="button" class="quiet me" aria-expanded={open} onClick={() => onOpen(!open)}>
        <bdi>{state.you?.nickname}</bdi>
        <svg viewBox="0 0 10 10" aria-hidden="true" focusable="false">
          <path d="M1 3l4 4 4-4" />
        </svg>
      </button>
      {open && <YouPanel code={code} state={state} session={session} onClose={() => onOpen(false)} />}
    </>
  )
}
