import '../styles/no-connection.css'
import { useNow } from '../hooks/use-now.ts'
import { BLOCKED_REASON, blockedHelps } from '../wording/blocked-words.ts'
import { retryText } from '../wording/connection-words.ts'

/** What helps on a network that blocks the live connection, and when the next try is due. */
export function BlockedAdvice({ retryAt, onRetry }: { retryAt: number; onRetry: () => void }) {
  const now = useNow(1000, true)
  return (
    <>
      <p>{BLOCKED_REASON}</p>
      <p class="label">What helps</p>
      <ul>
        {blockedHelps(location.protocol === 'https:').map((help) => (
          <li key={help}>{help}</li>
        ))}
      </ul>
      <div class="row">
        <button type="button" class="button" onClick={onRetry}>
          Try now
        </button>
        <p class="next" aria-hidden="true">
          {retryText(retryAt, now)}
        </p>
      </div>
    </>
  )
}
