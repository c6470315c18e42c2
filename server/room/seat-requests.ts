import type { SeatRequest } from '../../shared/protocol.ts'
import { coalesced } from '../async/coalesced.ts'
import type { Session } from '../fanout/session.ts'
import type { Wire } from '../redis/wire.ts'
import { loadSeatRequests } from './seat-request-store.ts'

/** Milliseconds after which requests are read again while there are any: their browsers may have gone. */
const AGAIN_MS = 2000

export interface SeatRequestsOptions {
  wire: Wire
  code: string
  sessions: ReadonlySet<Session>
  /** Milliseconds on Redis' clock. */
  now(): number
  logOnce(what: string, work: () => Promise<void>): Promise<void>
}

/** Shows the hosts of a room on this node which browsers ask for the seat of a player who is away. */
export class SeatRequests {
  readonly #options: SeatRequestsOptions
  #requests: SeatRequest[] = []
  #timer: NodeJS.Timeout | undefined
  #closed = false
  /** Reads the requests again. */
  readonly changed = coalesced(() =>
    this.#options.logOnce('requests for seats could not be loaded', () => this.#load()),
  )

  constructor(options: SeatRequestsOptions) {
    this.#options = options
  }

  /** A connection was added. */
  entered(session: Session): void {
    if (!session.host) return
    if (this.#requests.length > 0) session.send({ type: 'seat-requests', requests: this.#requests })
    void this.changed()
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#timer)
  }

  async #load(): Promise<void> {
    const { wire, code, now, sessions } = this.#options
    clearTimeout(this.#timer)
    const hosts = (): Session[] => [...sessions].filter(({ host }) => host)
    if (hosts().length === 0) return
    try {
      const requests = await loadSeatRequests(wire, code, now())
      if (JSON.stringify(requests) === JSON.stringify(this.#requests)) return
      this.#requests = requests
      // Also to a host that has entered meanwhile.
      for (const host of hosts()) host.send({ type: 'seat-requests', requests })
    } finally {
      // Also without an answer from Redis.
      if (!this.#closed && this.#requests.length > 0)
        this.#timer = setTimeout(() => void this.changed(), AGAIN_MS)
    }
  }
}
