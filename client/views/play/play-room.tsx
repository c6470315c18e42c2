import { LIMITS } from '../../../shared/limits.ts'
import type { RoomSession } from '../../connection/room-session.ts'
import { useNow } from '../../hooks/use-now.ts'
import { Chart } from '../../parts/chart.tsx'
import { CodeColumn } from '../../parts/code-column.tsx'
import { ConnectionBanner, isStale, stoppedAt } from '../../parts/connection-banner.tsx'
import { Duel } from '../../parts/duel.tsx'
import { FeedList } from '../../parts/feed-list.tsx'
import { ForgottenStrip } from '../../parts/forgotten/forgotten-strip-on-demand.tsx'
import { Lanes } from '../../parts/lanes.tsx'
import { OwnTransactionList } from '../../parts/own-transaction-list.tsx'
import { RoomSource } from '../../parts/room-source.tsx'
import { onlyCovered } from '../../store/false-refusals.ts'
import { unsettled } from '../../store/own-transactions.ts'
import type { Room } from '../../store/room.ts'
import type { State } from '../../store/state.ts'
import { breachNow } from '../../wording/room-words.ts'
import { sinceText } from '../../wording/switch-words.ts'
import { Column } from './column.tsx'
import { Counter } from './counter.tsx'
import { Fineprint } from './fineprint.tsx'
import { TABS, type Tab, Tabs } from './tabs.tsx'

interface PlayRoomProps {
  state: State
  room: Room
  session: RoomSession
  wide: boolean
  tab: Tab
  onTab: (tab: Tab) => void
}

export function PlayRoom({ state, room, session, wide, tab, onTab }: PlayRoomProps) {
  const { own, you, offset } = state
  const running = own.filter(unsettled).length
  const stopped = stoppedAt(state)
  const now = useNow(100, running > 0 && stopped === null)
  const standing = you ? room.standings.get(you.player) : undefined
  const paid = standing?.acknowledged ?? 0
  const luck = (standing?.effect ?? 0) - (standing?.acknowledged ?? 0)
  const stale = isStale(state)
  const mine = <OwnTransactionList room={room} own={own} now={stopped ?? now + offset} />
  const lanes = (
    <Lanes
      room={room}
      offset={offset}
      most={8}
      shortest={wide ? 6000 : 4000}
      me={you?.player}
      stoppedAt={stopped}
    />
  )
  const code = { state, session, room }
  return (
    <>
      <div class="truth">
        <ConnectionBanner state={state} />
        {state.rewound && <ForgottenStrip state={state} />}
        <Duel
          account={room.account}
          known={{ onlyCovered: onlyCovered(room) }}
          luck={luck}
          breach={breachNow(room)}
          since={sinceText(state, room)}
          stale={stale}
        />
      </div>
      <main class="middle">
        {!wide && <Tabs tab={tab} onTab={onTab} />}
        {wide ? (
          <>
            <Column of="mine" label="Mine">
              {mine}
            </Column>
            <section class="column stage" aria-label="Timeline">
              <Chart room={room} offset={offset} stoppedAt={stopped} />
              {lanes}
            </section>
            {tab === 'listing' ? (
              <CodeColumn {...code} onClose={() => onTab('mine')} />
            ) : (
              <Column of="everyone" label="Everyone">
                <h2 class="label">Everyone</h2>
                <FeedList room={room} />
              </Column>
            )}
          </>
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a panel that scrolls must be reachable by keyboard.
          <section class={`column ${tab}`} role="tabpanel" id="tabpanel" aria-label={TABS[tab]} tabIndex={0}>
            {tab === 'mine' && mine}
            {tab === 'everyone' && <FeedList room={room} />}
            {tab === 'timeline' && lanes}
            {tab === 'listing' && <RoomSource {...code} />}
          </section>
        )}
      </main>
      <Counter
        paid={paid}
        luck={luck}
        reason={reasonNotTo(state, running)}
        hints={wide}
        onFire={(amount) => session.fire(amount)}
      />
      <Fineprint state={state} room={room} wide={wide} tab={tab} onTab={onTab} />
    </>
  )
}

/** Why the buttons are disabled now; '' when they are not. */
function reasonNotTo(state: State, running: number): string {
  if (state.connection.state === 'lost') return 'No connection. Nothing is sent.'
  if (state.stage.at === 'waiting' || state.closedAt !== null) return 'The bank is closed.'
  if (isStale(state)) return 'Entering…'
  if (running >= LIMITS.inFlight) return `${LIMITS.inFlight} are under way. Wait for one of them.`
  return ''
}
