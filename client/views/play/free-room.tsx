import { useState } from 'preact/hooks'
import type { RoomSession } from '../../connection/room-session.ts'
import { useMedia, WIDE } from '../../hooks/use-media.ts'
import type { Room } from '../../store/room.ts'
import type { State } from '../../store/state.ts'
import { PlayHeader } from './play-header.tsx'
import { PlayRoom } from './play-room.tsx'
import type { Tab } from './tabs.tsx'
import { TermsInForce } from './terms-in-force.tsx'

interface FreeRoomProps {
  code: string
  state: State
  room: Room
  session: RoomSession
  onHost: () => void
}

/** A player's page in free play: everything at once. */
export function FreeRoom({ code, state, room, session, onHost }: FreeRoomProps) {
  const [tab, setTab] = useState<Tab>('mine')
  const wide = useMedia(WIDE)
  return (
    <div class="play" data-wide={wide} data-tab={tab}>
      <PlayHeader code={code} state={state} session={session} onHost={onHost}>
        {wide && <TermsInForce state={state} room={room} tab={tab} onTab={setTab} />}
      </PlayHeader>
      <PlayRoom state={state} room={room} session={session} wide={wide} tab={tab} onTab={setTab} />
    </div>
  )
}
