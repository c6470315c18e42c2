import type { ConnectionCause } from '../store/connection-cause.ts'

/** Why a page has no live connection, and for a sign-in page what to do. `wasLive`: it had a connection before. */
export function connectionTitle(cause: ConnectionCause, wasLive = false): string {
  switch (cause.is) {
    case 'unknown':
      return wasLive ? 'Connection lost.' : 'No connection yet.'
    case 'unreachable':
      return 'The server cannot be reached.'
    case 'refused':
      return cause.message
    case 'other-page':
      return 'This network may want you to sign in first: open another website, then come back.'
    case 'blocked':
      return 'This network lets the page through, but not its live connection.'
  }
}

/** When the next try is due. */
export function retryText(retryAt: number, now: number): string {
  const wait = Math.ceil((retryAt - now) / 1000)
  return wait > 0 ? `Trying again in ${wait} s.` : 'Trying again…'
}
