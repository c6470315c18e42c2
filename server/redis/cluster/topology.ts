import { type EndpointOf, parsePlace, placeText } from '../../engine/endpoint.ts'
import type { Address, Library } from '../connection.ts'
import { createServerConnections, type ServerConnections } from '../server-connections.ts'
import { NoAnswer, type Reply } from '../wire.ts'
import { slotOf } from './key-slot.ts'
import { SlotMap } from './slot-map.ts'

/** Milliseconds between two looks at who has which slot, when nothing asks for one sooner. */
const LOOK_EVERY_MS = 5000
/** Milliseconds after which a server that has no slot and does not answer is forgotten. */
const FORGET_AFTER_MS = 10_000

/** The servers of a cluster, "host:port" each: which of them has a key, and our links to them. */
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

  /** `onChange`: some slots are elsewhere now. */
  constructor(library: Library, endpoint: EndpointOf<'cluster'>, onChange: () => void) {
    this.#library = library
    this.#endpoint = endpoint
    this.#seeds = endpoint.nodes.map(placeText)
    this.#onChange = onChange
  }

  /** Finds out who has what, and connects to all of them. Rejects when none of the servers answers. */
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
  get whole(): boolean {
    const { whole, owners } = this.#slots.summary
    return whole && [...owners].every((place) => this.#reachable(place))
  }

  reaches(key: string): boolean {
    return this.#reachable(this.#slots.ownerOf(slotOf(key)))
  }

  /**
   * `undefined` when nobody has it. Without a key it is about the first slot, so that all agree on whom they ask, or
   * about any whose server can be reached.
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

  addressOf(place: string): Address {
    const at = parsePlace(place)
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

  /** A server said that the slot is elsewhere. It may not be the only one, so all is looked at, there. */
  moved(slot: number, to: string): void {
    if (this.#slots.ownerOf(slot) === to) return
    this.#slots.set(slot, to)
    this.#onChange()
    void this.look(to).catch(() => {})
  }

  /** Asks who has which slot; one question at a time. `first`: who is likely to know best. */
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
        // Cut off from the others it does not know what they have decided since.
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
