import type { ConnectionRefusal } from '../../shared/connection-check.ts'
import { PACE } from '../../shared/pace.ts'

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
