import '../../styles/screen.css'
import { useEffect, useState } from 'preact/hooks'
import { useDocumentHead } from '../../hooks/use-document-head.ts'
import { useRoom } from '../../hooks/use-room.ts'
import { useSpoken } from '../../hooks/use-spoken.ts'
import { Chart } from '../../parts/chart.tsx'
import { CodeColumn } from '../../parts/code-column.tsx'
import { ConnectionBanner, isStale, stoppedAt } from '../../parts/connection-banner.tsx'
import { Duel } from '../../parts/duel.tsx'
import { Wordmark } from '../../parts/equals-sign.tsx'
import { HostPanel } from '../../parts/host/host-panel-on-demand.tsx'
import { RequestCards } from '../../parts/host/request-cards.tsx'
import { Lanes } from '../../parts/lanes.tsx'
import { blockedOf, NoConnection } from '../../parts/no-connection.tsx'
import { Notice } from '../../parts/notice.tsx'
import { OwnRequestOverlay } from '../../parts/own-request-card.tsx'
import { onlyCovered } from '../../store/false-refusals.ts'
import { breachNow } from '../../wording/room-words.ts'
import { sinceText } from '../../wording/switch-words.ts'
import { StageEnding } from '../ending/ending.tsx'
import { ClassScreen } from './class/class-screen.tsx'
import { ScreenAside } from './screen-aside.tsx'
import { ScreenHeader } from './screen-header.tsx'

/** The page for the projector. */
export function Screen({ code }: { code: string }) {
  const { state, session } = useRoom(code, 'screen')
  const [hosting, setHosting] = useState(false)
  const [coding, setCoding] = useState(false)
  useScreenScale()
  useSpoken(state, session)
  const { room, stage } = state
  useDocumentHead(code, room)
  if (stage.at === 'refused' || stage.at === 'over') return <StageEnding stage={stage} />
  if (!room || !session) {
    const blocked = blockedOf(state)
    return (
      <main class="ending">
        <Wordmark sign="equal" />
        {blocked ? (
          <NoConnection blocked={blocked} heading="h1" onRetry={() => session?.retryNow()} />
        ) : (
          <>
            <h1>
              {state.connection.state === 'lost' ? 'The server does not answer.' : 'Opening the doors…'}
            </h1>
            <ConnectionBanner state={state} />
          </>
        )}
      </main>
    )
  }
  const above = (
    <>
      {hosting && state.host && (
        <HostPanel code={code} state={state} session={session} wall onClose={() => setHosting(false)} />
      )}
      <RequestCards state={state} session={session} />
      <OwnRequestOverlay state={state} session={session} />
      <Notice notice={state.notice} />
    </>
  )
  const view = state.classView
  if (view && view.phase !== 'free') {
    const onHost = () => setHosting(!hosting)
    return (
      <>
        <ClassScreen {...{ code, state, room, session, view, onHost }} />
        {above}
      </>
    )
  }
  const stopped = stoppedAt(state)
  return (
    <div class="screen" data-code={coding}>
      <ScreenHeader
        code={code}
        state={state}
        room={room}
        coding={coding}
        onCode={() => setCoding(!coding)}
        onHost={() => setHosting(!hosting)}
      />
      <main class="screen-main">
        <ConnectionBanner state={state} />
        <Duel
          account={room.account}
          known={{ onlyCovered: onlyCovered(room) }}
          breach={breachNow(room)}
          since={sinceText(state, room)}
          stale={isStale(state)}
        />
        <Chart room={room} offset={state.offset} stoppedAt={stopped} />
        <Lanes room={room} offset={state.offset} most={12} shortest={6000} stoppedAt={stopped} />
      </main>
      {coding ? (
        <CodeColumn state={state} session={session} room={room} onClose={() => setCoding(false)} />
      ) : (
        <ScreenAside code={code} state={state} room={room} />
      )}
      {above}
    </div>
  )
}

/** Scales the whole page with the projector. */
function useScreenScale(): void {
  useEffect(() => {
    document.documentElement.classList.add('projector')
    return () => document.documentElement.classList.remove('projector')
  }, [])
}
