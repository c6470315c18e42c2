import type { HostDevice, ServerMessage } from '../../shared/protocol.ts'
import { coalesced } from '../async/coalesced.ts'
import type { Session } from '../fanout/session.ts'
import type { Wire } from '../redis/wire.ts'
import { type HostRecord, loadHosts } from './host-store.ts'
import { Told } from './told.ts'

export interface HostsOptions {
  wire: Wire
  code: string
  sessions: ReadonlySet<Session>
  logOnce(what: string, work: () => Promise<void>): Promise<void>
  /** A connection has become a host. */
  onNewHost(session: Session): void
}

type HostList = Extract<ServerMessage, { type: 'hosts' }>

const view = ({ id, made, player, at, first }: HostRecord): HostDevice => ({
  ...{ host: id, made, at },
  ...(player !== undefined && { player }),
  ...(first && { first }),
})

/** Gives the connections of a room on this node the rights of hosts as Redis has them, and shows the list to the first host. */
export class Hosts {
  readonly #options: HostsOptions
  readonly #told = new Told<HostList>({ type: 'hosts', hosts: [] })
  /** Reads the hosts again: a browser has become one, or was revoked. */
  readonly changed = coalesced(() => this.#options.logOnce('hosts could not be loaded', () => this.#load()))

  constructor(options: HostsOptions) {
    this.#options = options
  }

  /** A connection was added. It may have been revoked since its secret was compared. */
  entered(session: Session): void {
    this.#told.forget(session)
    if (session.host) void this.changed()
  }

  async #load(): Promise<void> {
    const { wire, code, sessions, onNewHost } = this.#options
    // One that is added meanwhile may have become a host after this was read.
    const before = [...sessions]
    const hosts = await loadHosts(wire, code)
    // A room that has had a host keeps its first one: without any, Redis has lost the room, which is found out elsewhere.
    if (hosts.length === 0) return
    const first = hosts.find((host) => host.first)?.id
    for (const session of before) {
      if (!sessions.has(session)) continue
      const was = session.host
      session.hostsChanged(hosts)
      if (session.host && !was) {
        this.#told.forget(session)
        onNewHost(session)
      }
      if (session.host && session.host === first)
        this.#told.tell(session, { type: 'hosts', hosts: hosts.map(view) })
    }
  }
}
