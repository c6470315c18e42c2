import { useNow } from '../hooks/use-now.ts'
import type { State } from '../store/state.ts'
import { type ConnectionWords, connectionWords, retryText } from '../wording/connection-words.ts'

/** What this page says while it has no connection; `undefined` while it has one. */
export function wordsOf({ connection, greeted }: State): ConnectionWords | undefined {
  if (connection.state !== 'lost') return undefined
  const { stopping, cause } = connection
  const secure = location.protocol === 'https:'
  const words = connectionWords(cause, { secure, wasLive: greeted !== null })
  return stopping && !words.advice ? { title: 'The server is stopping.' } : words
}

/** Whether the person at the page can do something about it, so that `NoConnection` says what. */
export const hasAdvice = (state: State): boolean => wordsOf(state)?.advice !== undefined

/** In place of a page that cannot be used yet: why it has no connection, and what helps. */
export function NoConnection({
  state,
  heading: Heading = 'h2',
  onRetry,
}: {
  state: State
  heading?: 'h1' | 'h2'
  onRetry: () => void
}) {
  const now = useNow(1000, true)
  const { connection } = state
  const words = wordsOf(state)
  if (connection.state !== 'lost' || !words?.advice) return null
  const { reason, helps } = words.advice
  return (
    <section class="no-connection">
      <div role="status">
        <Heading>{words.title}</Heading>
        <p>{reason}</p>
      </div>
      <p class="label">What helps</p>
      <ul>
        {helps.map((help) => (
          <li key={help}>{help}</li>
        ))}
      </ul>
      <div class="row">
        <button type="button" class="button" onClick={onRetry}>
          Try now
        </button>
        <p class="next" aria-hidden="true">
          {retryText(connection.retryAt, now)}
        </p>
      </div>
    </section>
  )
}
