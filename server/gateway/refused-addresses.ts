import type { ConnectionRefusal } from '../../shared/connection-check.ts'
import { PACE } from '../../shared/pace.ts'

const refusing = (status: string): string =>
  `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`

/** The answers to an upgrade that is refused; a full server takes it and closes it with a code. */
export const REFUSED_UPGRADE: Record<Exclude<ConnectionRefusal, 'server-full'>, string> = {
  'server-stopping': refusing('503 Service Unavailable'),
  'wrong-path': refusing('404 Not Found'),
  'bad-handshake': refusing('400 Bad Request\r\nSec-WebSocket-Version: 13'),
}

/** Addresses that are remembered at once; the oldest is forgotten first. */
const MOST = 1000

/** Which addresses had a WebSocket refused lately, and why. */
export interface RefusedAddresses {
  note(address: string, refusal: ConnectionRefusal): void
  of(address: string): ConnectionRefusal | undefined
}

/** `now` in milliseconds. */
export function createRefusedAddresses(now: () => number = () => performance.now()): RefusedAddresses {
  const noted = new Map<string, { refusal: ConnectionRefusal; at: number }>()
  return {
    note(address, refusal) {
      noted.delete(address)
      noted.set(address, { refusal, at: now() })
      const [oldest] = noted.keys()
      if (noted.size > MOST && oldest !== undefined) noted.delete(oldest)
    },
    of(address) {
      const found = noted.get(address)
      return found && now() - found.at <= PACE.refusalKeptMs ? found.refusal : undefined
    },
  }
}
