import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { describeDivergence } from '../../../shared/divergence.ts'
import { formatRoomCode } from '../../../shared/room-code.ts'
import type { RoomSession } from '../../connection/room-session.ts'
import { signOf, Wordmark } from '../../parts/equals-sign.tsx'
import type { State } from '../../store/state.ts'
import { YouButton } from './you-button.tsx'

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
  const { room } = state
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
      <YouButton code={code} state={state} session={session} open={open} onOpen={setOpen} />
    </header>
  )
}
