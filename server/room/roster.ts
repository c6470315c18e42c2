import type { Player } from '../../shared/protocol.ts'
import { coalesced } from '../async/coalesced.ts'
import type { FrameBuilder } from '../fanout/frame-builder.ts'
import type { Session } from '../fanout/session.ts'
import type { Register } from '../nodes/register.ts'
import type { Person } from '../rounds/person.ts'
import { type BotSeats, loadBotSeats, NO_BOTS } from './bot-seats.ts'
import { loadPlayers, type PlayerRecord } from './player-store.ts'
import { Presence, type PresenceOptions } from './presence.ts'

export interface RosterOptions extends Omit<PresenceOptions, 'node'> {
  nodes: Register
  /** The connections of the room on this node. */
  sessions: ReadonlySet<Session>
  /** Puts players and nodes into frames. */
  frameBuilder: Pick<FrameBuilder, 'players' | 'nodes'>
}

/** A room's players, seated and connected, on all nodes. Ends the connections of players who left or were kicked. */
export class Roster {
  readonly #options: RosterOptions
  readonly #presence: Presence
  readonly #unfollow: () => void
  #players: PlayerRecord[] = []
  #bots: BotSeats = NO_BOTS
  /** The name of the node that runs each bot, as last heard. */
  #botNodes: ReadonlyMap<string, string> = new Map()
  /** Reads the players again. */
  readonly reload = coalesced(() => this.#options.logOnce('players could not be loaded', () => this.load()))

  constructor(options: RosterOptions) {
    this.#options = options
    const { nodes, frameBuilder, onChange } = options
    this.#presence = new Presence({ ...options, node: nodes, onChange: () => this.#changed() })
    frameBuilder.nodes(nodes.names)
    this.#unfollow = nodes.onChange(() => {
      frameBuilder.nodes(nodes.names)
      onChange()
      // This node's own name may have changed, and its players are reported under that name.
      void this.#presence.refresh()
    })
  }

  /** All players of the room, in the order of joining. */
  people(): Person[] {
    const places = this.#presence.places()
    return this.#players.map((one) => ({
      ...{ player: one.id, number: one.number, nickname: one.nickname },
      bot: one.bot === true,
      removed: one.state !== 'in',
      here: one.state === 'in' && (one.bot === true || places.has(one.id)),
    }))
  }

  /** Reads players and presence for the first time. Rejects without Redis. */
  async open(): Promise<void> {
    await this.load()
    await this.#presence.refresh()
  }

  async load(): Promise<void> {
    const { wire, code, sessions } = this.#options
    // One that is added meanwhile may have taken its seat after this was read.
    const before = [...sessions]
    const players = await loadPlayers(wire, code)
    this.#bots = await loadBotSeats(wire, code, players)
    this.#players = players
    for (const session of before) this.#endIfOusted(session)
    this.#changed()
  }

  get bots(): BotSeats {
    return this.#bots
  }

  /** The names of the nodes that run the bots. */
  setBotNodes(nodes: ReadonlyMap<string, string>): void {
    const same =
      nodes.size === this.#botNodes.size && [...nodes].every(([id, node]) => this.#botNodes.get(id) === node)
    if (same) return
    this.#botNodes = nodes
    this.#changed()
  }

  /** A connection was added. It is ended if its player has left or was kicked meanwhile. */
  entered(session: Session): void {
    this.#count()
    // What is known of the player may be older than the seat: a page that had hung up has asked for it again.
    if (this.#isOusted(session)) void this.reload()
  }

  /** A connection was removed. */
  left(): void {
    this.#count()
  }

  /** A node's players or its name have changed. `node`: its id, if known. */
  presenceChanged(node?: string): void {
    this.#presence.nodeChanged(node)
  }

  /** The node with that id has crashed. */
  nodeCrashed(node: string): Promise<void> {
    return this.#presence.nodeCrashed(node)
  }

  close(): Promise<void> {
    this.#unfollow()
    return this.#presence.close()
  }

  #count(): void {
    const players = [...this.#options.sessions].map(({ player }) => player)
    this.#presence.set(new Set(players.filter((player) => player !== undefined)))
  }

  #stateOf(session: Session): PlayerRecord['state'] | undefined {
    return this.#players.find(({ id }) => id === session.player)?.state
  }

  #isOusted(session: Session): boolean {
    return (this.#stateOf(session) ?? 'in') !== 'in'
  }

  #endIfOusted(session: Session): void {
    const state = this.#stateOf(session) ?? 'in'
    if (state !== 'in' && this.#options.sessions.has(session)) session.end(state)
  }

  #changed(): void {
    const places = this.#presence.places()
    const { frameBuilder, onChange } = this.#options
    frameBuilder.players(
      this.#players.map(({ id, number, nickname, state, bot }): Player => {
        const player = { id, number, nickname, ...(bot && { bot }) }
        if (state !== 'in') return { ...player, state }
        const node = bot ? this.#botNodes.get(id) : places.get(id)
        return { ...player, state: node || bot ? 'here' : 'away', ...(node && { node }) }
      }),
    )
    onChange()
  }
}
