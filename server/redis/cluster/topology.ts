import { type EndpointOf, hostPortText, parseHostPort } from '../../engine/endpoint.ts'
import type { Library, ServerAddress } from '../redis-connection.ts'
import { createServerConnections, type ServerConnections } from '../server-connections.ts'
import { NoAnswer, type Reply } from '../wire.ts'
import { slotOf } from './key-slot.ts'
import { SlotMap } from './slot-map.ts'

/** Milliseconds between two readings of the slot map, when nothing asks for one sooner. */
const LOOK_EVERY_MS = 5000
/** Milliseconds after which a server without slots that does not answer is forgotten. */
const FORGET_AFTER_MS = 10_000

/** The servers of a cluster ("host:port"): which of them has a key, and our links to them. */
export class Topology {
  readonly #library: Library
  readonly #endpoint: EndpointOf<'cluster'>
  readonly #seeds: readonly string[]
  readonly #onChange: () => void
  readonly #slots = new SlotMap()
  readonly #connections = new Map<string, ServerConnections & { since: number }>()
  #looking: Promise<void> | undefined
  #timer: NodeJS.Timeout | undefined
  #closed = false

  /** `onChange` is called when a slot has another server. */
  constructor(library: Library, endpoint: EndpointOf<'cluster'>, onChange: () => void) {
    this.#library = library
    this.#endpoint = endpoint
    this.#seeds = endpoint.nodes.map(hostPortText)
    this.#onChange = onChange
  }

  /** Reads the slot map and connects to all servers in it. Rejects when no server answers. */
  async open(): Promise<void> {
    await this.look()
    await Promise.allSettled(
      [...this.#slots.summary.owners].map((place) => this.connectionsTo(place).shared.open()),
    )
    this.#timer = setInterval(() => void this.look().catch(() => {}), LOOK_EVERY_MS)
    this.#timer.unref()
  }

  get up(): boolean {
    return [...this.#slots.summary.owners].some((place) => this.#reachable(place))
  }

  /** Every slot has a server, and all of these can be reached. */
  get isWhole(): boolean {
    const { whole, owners } = this.#slots.summary
    return whole && [...owners].every((place) => this.#reachable(place))
  }

  reaches(key: string): boolean {
    return this.#reachable(this.#slots.ownerOf(slotOf(key)))
  }

  /**
   * The server of the key; `undefined` when there is none. Without a key, the server of the first slot, so that all
   * nodes ask the same server; or any server that can be reached.
   */
  ownerOf(key: string | undefined): string | undefined {
    if (key !== undefined) return this.#slots.ownerOf(slotOf(key))
    const first = this.#slots.ownerOf(0)
    if (this.#reachable(first)) return first
    return [...this.#slots.summary.owners].find((place) => this.#reachable(place)) ?? first
  }

  #reachable(place: string | undefined): boolean {
    return place !== undefined && this.#connections.get(place)?.shared.up === true
  }

  addressOf(place: string): ServerAddress {
    const at = parseHostPort(place)
    if (!at) throw new NoAnswer(`no server is called ${place}`)
    return { ...at, access: this.#endpoint.access, database: 0 }
  }

  connectionsTo(place: string): ServerConnections {
    const known = this.#connections.get(place)
    if (known) return known
    if (this.#closed) throw new NoAnswer('closed')
    const connections = createServerConnections(
      () => this.#library.connect(this.addressOf(place)),
      () => void this.look().catch(() => {}),
    )
    this.#connections.set(place, { ...connections, since: performance.now() })
    return connections
  }

  /** A server said that the slot is at `to` now. Other slots may have moved, too: the map is read again, from `to`. */
  moved(slot: number, to: string): void {
    if (this.#slots.ownerOf(slot) === to) return
    this.#slots.set(slot, to)
    this.#onChange()
    void this.look(to).catch(() => {})
  }

  /** Reads the slot map; one reading at a time. `first`: the server that probably knows best. */
  look(first?: string): Promise<void> {
    this.#looking ??= this.#ask(first).finally(() => {
      this.#looking = undefined
    })
    return this.#looking
  }

  close(): void {
    this.#closed = true
    clearInterval(this.#timer)
    for (const connections of this.#connections.values()) connections.close()
  }

  async #ask(first: string | undefined): Promise<void> {
    let reason: unknown = new NoAnswer('no server of the cluster is known')
    let doubtful: (() => void) | undefined
    const up = [...this.#connections].filter(([, { shared }]) => shared.up).map(([place]) => place)
    for (const place of new Set([...(first ? [first] : []), ...up, ...this.#seeds])) {
      try {
        const { shared } = this.connectionsTo(place)
        if (!shared.up) await shared.open()
        const [slots, info] = await Promise.all([
          shared.command(['CLUSTER', 'SLOTS']),
          shared.command(['CLUSTER', 'INFO']),
        ])
        const take = (): void => this.#take(slots, place)
        if (String(info).includes('cluster_state:ok')) return take()
        // A server that is cut off from the others does not know their newest decisions.
        doubtful ??= take
      } catch (error) {
        reason = error
      }
    }
    if (!doubtful) throw reason
    doubtful()
  }

  #take(slots: Reply, saidBy: string): void {
    const news = this.#slots.read(slots, saidBy)
    const { owners } = this.#slots.summary
    for (const place of owners)
      void this.connectionsTo(place)
        .shared.open()
        .catch(() => {})
    for (const [place, connections] of this.#connections) {
      if (
        owners.has(place) ||
        connections.shared.up ||
        performance.now() - connections.since < FORGET_AFTER_MS
      )
        continue
      connections.close()
      this.#connections.delete(place)
    }
    if (news) this.#onChange()
  }
}
