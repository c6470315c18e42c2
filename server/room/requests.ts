import type { ServerMessage } from '../../shared/protocol.ts'
import { coalesced } from '../async/coalesced.ts'
import type { Session } from '../fanout/session.ts'
import type { Wire } from '../redis/wire.ts'
import { loadRequests, type WaitingRequest } from './request-store.ts'
import { Told } from './told.ts'

/** Milliseconds after which requests are read again while there are any: their browsers may have gone. */
const AGAIN_MS = 2000

export interface RequestsOptions {
  wire: Wire
  code: string
  sessions: ReadonlySet<Session>
  /** Milliseconds on Redis' clock. */
  now(): number
  logOnce(what: string, work: () => Promise<void>): Promise<void>
}

const KINDS = ['seat', 'host'] as const
type List = Extract<ServerMessage, { type: 'seat-requests' | 'host-requests' }>
const listOf = (kind: (typeof KINDS)[number], all: readonly WaitingRequest[]): List => ({
  type: `${kind}-requests`,
  requests: all
    .filter(({ asks }) => asks === kind)
    .map(({ request, player, digits }) => ({ request, player, digits })),
})

/** Shows the hosts of a room on this node which browsers ask for a seat, or to be made a host. */
export class Requests {
  readonly #options: RequestsOptions
  readonly #told = { seat: new Told<List>(listOf('seat', [])), host: new Told<List>(listOf('host', [])) }
  #timer: NodeJS.Timeout | undefined
  #closed = false
  /** Reads the requests again, and tells each host what it does not know yet. */
  readonly changed = coalesced(() =>
    this.#options.logOnce('requests to hosts could not be loaded', () => this.#load()),
  )

  constructor(options: RequestsOptions) {
    this.#options = options
  }

  /** A connection was added, or has become a host. */
  entered(session: Session): void {
    for (const kind of KINDS) this.#told[kind].forget(session)
    if (session.host) void this.changed()
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
    let again = true
    try {
      const requests = await loadRequests(wire, code, now())
      again = requests.length > 0
      // Also to a host that has entered meanwhile.
      for (const host of hosts()) {
        for (const kind of KINDS) this.#told[kind].tell(host, listOf(kind, requests))
      }
    } finally {
      // Also without an answer from Redis.
      if (!this.#closed && again) this.#timer = setTimeout(() => void this.changed(), AGAIN_MS)
    }
  }
}
