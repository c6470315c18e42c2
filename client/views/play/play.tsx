import { useState } from 'preact/hooks'
import { pageStorage } from '../../connection/local-storage.ts'
import { useDocumentHead } from '../../hooks/use-document-head.ts'
import { useMedia, WIDE } from '../../hooks/use-media.ts'
import { useRoom } from '../../hooks/use-room.ts'
import { HostPanel } from '../../parts/host/host-panel-on-demand.tsx'
import { RequestCards } from '../../parts/host/request-cards.tsx'
import { Notice } from '../../parts/notice.tsx'
import { OwnRequestOverlay } from '../../parts/own-request-card.tsx'
import { StageEnding } from '../ending/ending.tsx'
import { Join } from '../join/join.tsx'
import { PlayHeader } from './play-header.tsx'
import { PlayRoom } from './play-room.tsx'
import type { Tab } from './tabs.tsx'
import { TermsInForce } from './terms-in-force.tsx'

/** A player's page: first the door, then the room, and at the end the last page. */
export function Play({ code }: { code: string }) {
  const { state, session } = useRoom(code, 'player')
  const [hosting, setHosting] = useState(false)
  const [tab, setTab] = useState<Tab>('mine')
  const wide = useMedia(WIDE)
  const { stage, room } = state
  useDocumentHead(code, room)
  if (stage.at === 'refused' || stage.at === 'over') return <StageEnding stage={stage} />
  const atTheDoor = stage.at === 'door' && pageStorage.seat(code) === undefined
  if (!room || !session || !state.you || atTheDoor) {
    // With a stored seat the page enters by itself, and asks for no nickname.
    return (
      <Join
        code={code}
        state={state}
        onJoin={(nickname) => session?.join(nickname)}
        onRequest={(nickname) => session?.requestSeat(nickname)}
        onEndRequest={() => session?.endRequest()}
        onRetry={() => session?.retryNow()}
      />
    )
  }
  return (
    <div class="play" data-wide={wide} data-tab={tab}>
      <PlayHeader code={code} state={state} session={session} onHost={() => setHosting(!hosting)}>
        {wide && <TermsInForce state={state} room={room} tab={tab} onTab={setTab} />}
      </PlayHeader>
      <PlayRoom state={state} room={room} session={session} wide={wide} tab={tab} onTab={setTab} />
      {hosting && state.host && (
        <HostPanel code={code} state={state} session={session} onClose={() => setHosting(false)} />
      )}
      <RequestCards state={state} session={session} />
      <OwnRequestOverlay state={state} session={session} />
      <Notice notice={state.notice} />
    </div>
  )
}
