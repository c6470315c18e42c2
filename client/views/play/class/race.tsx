import { LIMITS } from '../../../../shared/limits.ts'
import { useNow } from '../../../hooks/use-now.ts'
import { language } from '../../../language.ts'
import { isStale, stoppedAt } from '../../../parts/connection-banner.tsx'
import { unsettled } from '../../../store/own-transactions.ts'
import { PHONE } from '../../../wording/class/phone/words.ts'
import { Counter } from '../counter.tsx'
import { Hints, LessonDone } from './lesson-done.tsx'
import type { PhaseProps } from './phase-props.ts'
import { RaceList } from './race-list.tsx'
import { RaceTruth } from './race-truth.tsx'
import { RoundButtons, roundButtons } from './round-buttons.tsx'

/** The round runs: the balances, the player's own transactions, and the buttons. */
export function Race({ state, room, session, view, solo }: PhaseProps) {
  const texts = PHONE[language.value]
  const { own, you, offset } = state
  const ofRound = own.filter(({ epoch, phase }) => epoch === room.epoch && phase.is !== 'refused')
  const running = own.filter(unsettled).length
  const stopped = stoppedAt(state)
  const now = useNow(100, running > 0 && stopped === null)
  const standing = you ? room.standings.get(you.player) : undefined
  const luck = (standing?.effect ?? 0) - (standing?.acknowledged ?? 0)
  const amounts = roundButtons(view, room, you?.player)
  const fired = Math.max(view.yours?.fired ?? 0, ofRound.length)
  const remaining = view.ends?.kind === 'each' ? Math.max(0, view.ends.transactions - fired) : undefined
  const reason = reasonNotTo({ state, running, remaining, paused: view.left !== undefined })
  return (
    <>
      <div class="truth">
        <RaceTruth account={room.account} stale={isStale(state)} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard. */}
      <main class="phone-main race" tabIndex={0}>
        <h1 class="visually-hidden">{texts.phases.running}</h1>
        {solo && <LessonDone view={view} early />}
        {solo && <Hints view={view} most={1} />}
        {ofRound.length === 0 ? (
          <div class="empty">
            <p class="big">{texts.nothingYet}</p>
            <p>{amounts?.length === 0 ? texts.noButton : texts.pressNow}</p>
          </div>
        ) : (
          <RaceList room={room} own={ofRound} now={stopped ?? now + offset} />
        )}
      </main>
      {amounts === null ? (
        <Counter
          paid={standing?.acknowledged ?? 0}
          luck={luck}
          reason={reason}
          hints={false}
          onFire={(amount) => session.fire(amount)}
        />
      ) : (
        <section class="phone-foot counter" aria-label={texts.phases.running}>
          <p class="foot-line" role="status">
            {remaining === undefined ? ofRound.length > 0 && texts.fired(fired) : texts.left(remaining)}
          </p>
          <RoundButtons
            amounts={amounts}
            closed={reason !== ''}
            reason={reason}
            onFire={(amount) => session.fire(amount)}
          />
        </section>
      )}
    </>
  )
}

interface Obstacles {
  state: PhaseProps['state']
  running: number
  /** How many times the player may still press; absent when there is no such bound. */
  remaining: number | undefined
  paused: boolean
}

/** Why the buttons are disabled now; '' when they are not. */
function reasonNotTo({ state, running, remaining, paused }: Obstacles): string {
  const texts = PHONE[language.value]
  if (state.connection.state === 'lost') return texts.noConnection
  if (state.stage.at === 'waiting' || state.closedAt !== null) return texts.closed
  if (isStale(state)) return texts.entering
  if (paused) return texts.paused
  if (remaining === 0) return texts.usedUp
  if (running >= LIMITS.inFlight) return texts.tooMany(LIMITS.inFlight)
  return ''
}
