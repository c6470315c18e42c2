import { useState } from 'preact/hooks'
import { pageStorage } from '../../connection/local-storage.ts'
import { useDocumentHead } from '../../hooks/use-document-head.ts'
import { useRoom } from '../../hooks/use-room.ts'
import { useSpoken } from '../../hooks/use-spoken.ts'
import { HostPanel } from '../../parts/host/host-panel-on-demand.tsx'
import { HostRow } from '../../parts/host/host-row-on-demand.tsx'
import { Notice } from '../../parts/notice.tsx'
import { Requests } from '../../parts/requests-on-demand.tsx'
import { StageEnding } from '../ending/ending.tsx'
import { Opening } from '../ending/not-loaded.tsx'
import { Join } from '../join/join-on-demand.tsx'
import { ClassRoom, FreeRoom } from './rooms-on-demand.tsx'

/** A player's page: first the door, then the room, and at the end the last page. */
export function Play({ code }: { code: string }) {
  const { state, session } = useRoom(code, 'player')
  const [hosting, setHosting] = useState(false)
  const { stage, room, classView } = state
  useDocumentHead(code, room)
  useSpoken(state, session)
  if (stage.at === 'refused' || stage.at === 'over') return <StageEnding stage={stage} />
  if (!room || !session || !state.you || (stage.at === 'door' && pageStorage.seat(code) === undefined)) {
    // With a stored seat the page enters by itself, and asks for no nickname.
    const refused = stage.at === 'door' && stage.problem !== undefined
    if (!refused && pageStorage.seat(code) !== undefined) return <Opening state={state} />
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
  const host = { code, state, session, open: hosting, onOpen: setHosting }
  const above = (
    <>
      {hosting && state.host && (
        <HostPanel code={code} state={state} session={session} onClose={() => setHosting(false)} />
      )}
      <Requests state={state} session={session} />
      <Notice notice={state.notice} />
    </>
  )
  if (classView && classView.phase !== 'free') {
    return (
      <>
        <ClassRoom code={code} state={state} room={room} session={session} view={classView}>
          {state.host && <HostRow {...host} view={classView} />}
        </ClassRoom>
        {above}
      </>
    )
  }
  return (
    <>
      <FreeRoom code={code} state={state} room={room} session={session} onHost={() => setHosting(!hosting)} />
      {above}
    </>
  )
}
