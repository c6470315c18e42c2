import type { State } from '../store/state.ts'
import { useNow } from '../views/use-now.ts'

/** Says that the numbers are old and how old; nothing while they are not. */
export function WireBanner({ state }: { state: State }) {
  const { wire, stage } = state
  const trouble = wire.state === 'lost' || stage.at === 'waiting'
  const now = useNow(1000, trouble)
  if (!trouble) return null
  const seen = state.room ? `Last seen ${ago(now + state.offset - state.room.at)}.` : ''
  if (wire.state !== 'lost') {
    return (
      <p class="banner" role="status">
        <b>{stage.at === 'waiting' ? stage.problem.message : ''}</b> <span>{seen} Asking again.</span>
      </p>
    )
  }
  const wait = Math.ceil((wire.retryAt - now) / 1000)
  return (
    <p class="banner" role="status">
      <b>{wire.stopping ? 'The server is stopping.' : 'Connection lost.'}</b>{' '}
      <span aria-hidden="true">
        {seen} {wait > 0 ? `Trying again in ${wait} s.` : 'Trying again…'}
      </span>
    </p>
  )
}

function ago(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  return seconds < 120 ? `${seconds} s ago` : `${Math.round(seconds / 60)} min ago`
}

/** Whether what the page shows may be out of date. */
export function isStale({ wire, stage }: State): boolean {
  return wire.state !== 'open' || stage.at !== 'inside'
}

/** When time stood still, on the clock of Redis; null while it goes on. */
export function stoppedAt(state: State): number | null {
  return state.wire.state === 'lost' && state.room ? state.wire.since + state.offset : null
}
