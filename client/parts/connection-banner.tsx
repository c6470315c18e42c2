import { useNow } from '../hooks/use-now.ts'
import type { State } from '../store/state.ts'
import { connectionTitle, retryText } from '../wording/connection-words.ts'

const CLOSED = 'The bank is closed: the server cannot reach Redis.'

/** Says that the numbers are out of date, and how old they are; nothing while they are current. */
export function ConnectionBanner({ state }: { state: State }) {
  const { connection, stage, closedAt } = state
  const trouble = connection.state === 'lost' || stage.at === 'waiting' || closedAt !== null
  const now = useNow(1000, trouble)
  if (!trouble) return null
  const { room, offset, greeted } = state
  const seen = room ? `Last seen ${ago(now - (closedAt ?? room.at - offset))}.` : ''
  if (connection.state !== 'lost') {
    return (
      <p class="banner" role="status">
        <b>{stage.at === 'waiting' ? stage.problem.message : CLOSED}</b>{' '}
        <span aria-hidden="true">{seen} Asking again.</span>
      </p>
    )
  }
  return (
    <p class="banner" role="status">
      <b>{titleOf(connection, greeted !== null)}</b>{' '}
      <span aria-hidden="true">
        {seen} {retryText(connection.retryAt, now)}
      </span>
    </p>
  )
}

function titleOf(
  { stopping, cause }: Extract<State['connection'], { state: 'lost' }>,
  wasLive: boolean,
): string {
  const isNetwork = cause.is === 'blocked' || cause.is === 'other-page'
  return stopping && !isNetwork ? 'The server is stopping.' : connectionTitle(cause, wasLive)
}

function ago(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  return seconds < 120 ? `${seconds} s ago` : `${Math.round(seconds / 60)} min ago`
}

/** Whether what the page shows may be out of date. */
export function isStale({ connection, stage, closedAt }: State): boolean {
  return connection.state !== 'open' || stage.at !== 'inside' || closedAt !== null
}

/** When updates stopped, on the clock of Redis; null while they arrive. */
export function stoppedAt({ connection, room, closedAt, offset }: State): number | null {
  const since = connection.state === 'lost' ? connection.since : closedAt
  return since !== null && room ? since + offset : null
}
