import type { ConnectionState, State } from '../store/state.ts'
import { connectionTitle } from '../wording/connection-words.ts'
import { onDemand } from './on-demand.tsx'

/** Can be loaded when it is needed, because such a network lets the page through. */
const BlockedAdvice = onDemand(
  () => import('./blocked-advice.tsx').then(({ BlockedAdvice }) => BlockedAdvice),
  { waiting: () => null, failed: () => null },
)

type Blocked = Extract<ConnectionState, { state: 'lost' }>

/** The lost connection of a page that waits on a network which blocks it; else undefined. */
export function blockedOf({ connection }: State): Blocked | undefined {
  return connection.state === 'lost' && connection.cause.is === 'blocked' ? connection : undefined
}

interface NoConnectionProps {
  blocked: Blocked
  heading?: 'h1' | 'h2'
  onRetry: () => void
}

/** In place of a page that cannot be used yet: the network blocks its connection, and what helps. */
export function NoConnection({ blocked, heading: Heading = 'h2', onRetry }: NoConnectionProps) {
  return (
    <section class="no-connection">
      <div role="status">
        <Heading>{connectionTitle(blocked.cause)}</Heading>
      </div>
      <BlockedAdvice retryAt={blocked.retryAt} onRetry={onRetry} />
    </section>
  )
}
