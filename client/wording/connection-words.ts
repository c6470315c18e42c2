import type { ConnectionCause } from '../store/connection-cause.ts'

/** What a page says that has no live connection. */
export interface ConnectionWords {
  title: string
  /** The reason, and what helps: only where the person at the page can do something. */
  advice?: { reason: string; helps: readonly string[] }
}

/** `secure`: the page came by HTTPS. `wasLive`: it had a connection before. */
export function connectionWords(
  cause: ConnectionCause,
  { secure = false, wasLive = false } = {},
): ConnectionWords {
  switch (cause.is) {
    case 'unknown':
      return { title: wasLive ? 'Connection lost.' : 'No connection yet.' }
    case 'unreachable':
      return { title: 'The server cannot be reached.' }
    case 'refused':
      return { title: cause.message }
    case 'other-page':
      return {
        title: 'This network may want you to sign in first.',
        advice: {
          reason: 'Another page answers in the place of the server.',
          helps: [
            'Open any other website: the sign-in page of this network should appear.',
            'Sign in there, or accept the terms, and come back.',
            'Or use another Wi-Fi.',
          ],
        },
      }
    case 'blocked':
      return {
        title: 'This network lets the page through, but not its live connection.',
        advice: {
          reason: 'Some schools, hotels and companies block WebSockets, and the game needs one.',
          helps: [
            'Another Wi-Fi, or the hotspot of a phone, for the host’s computer and all players.',
            'Mobile data, if the host’s address can be opened from the internet.',
            ...(secure ? [] : ['For the host: HTTPS, by a proxy or a tunnel. Few networks look inside it.']),
          ],
        },
      }
  }
}

/** When the next try is due. */
export function retryText(retryAt: number, now: number): string {
  const wait = Math.ceil((retryAt - now) / 1000)
  return wait > 0 ? `Trying again in ${wait} s.` : 'Trying again…'
}
