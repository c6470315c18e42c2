import { BankError } from '../../shared/errors.ts'
import { PACE } from '../../shared/pace.ts'
import {
  type ClientMessage,
  type Greeted,
  PROTOCOL,
  type ServerMessage,
  type SettingsChange,
} from '../../shared/protocol.ts'
import type { Reached } from '../../shared/reached.ts'
import { parseRoomCode } from '../../shared/room-code.ts'
import type { SetBots } from '../../shared/rounds/class-messages.ts'
import type { Language } from '../../shared/rounds/lesson.ts'
import type { Bots } from '../bots/bots.ts'
import { editionOf, listed } from '../catalogue/listed.ts'
import type { Wire } from '../redis/wire.ts'
import { hostOf, loadHosts } from '../room/host-store.ts'
import { abandonSeat, endPlayer, joinRoom, renamePlayer, resumeSeat } from '../room/player-store.ts'
import type { Room } from '../room/room.ts'
import { configureRoom, createRoom, loadRoom, resetRoom } from '../room/room-store.ts'
import type { Rooms } from '../room/rooms.ts'
import { checkSettings } from '../rounds/check-settings.ts'
import { lessonCards } from '../rounds/lesson-cards.ts'
import type { AddressBook } from '../start/address-book.ts'
import type { RoomServices } from '../transaction/room-services.ts'
import { HostHandlers, type Place } from './host-handlers.ts'
import { HostRights } from './host-rights.ts'
import { TokenBucket } from './token-bucket.ts'

type You = Extract<ServerMessage, { type: 'entered' }>['you']

/** What every client is told of this server. */
export interface About extends Pick<Greeted, 'engine' | 'chaos'> {
  addresses: AddressBook
}

/** Does what clients ask for, except firing: creates, configures and resets rooms, and lets players enter and leave. `hosts` does the rest. */
export class MessageHandlers {
  readonly services: RoomServices
  readonly rooms: Rooms
  readonly hosts: HostHandlers
  readonly #bots: Pick<Bots, 'set'>
  readonly #about: About
  readonly #creates = new TokenBucket(PACE.rooms)

  constructor(services: RoomServices, rooms: Rooms, bots: Pick<Bots, 'set'>, about: About) {
    this.services = services
    this.rooms = rooms
    this.hosts = new HostHandlers(() => this.#wire)
    this.#bots = bots
    this.#about = about
  }

  get #wire(): Wire {
    return this.services.wires.ioredis
  }

  greeting(): Greeted {
    const { strategies } = this.strategies()
    const { nodes, clock } = this.services
    const { addresses, ...about } = this.#about
    const { type: _, ...reached } = this.reached()
    const now = clock.now()
    return { type: 'greeted', protocol: PROTOCOL, node: nodes.name, ...about, ...reached, strategies, now }
  }

  /** Where people reach this server now. */
  reached(): Reached {
    const { here, phones, inner, unreachable } = this.#about.addresses.now
    return {
      type: 'reached',
      origins: [...phones, here],
      ...(inner.length > 0 && { inner: [...inner] }),
      ...(unreachable && { unreachable }),
    }
  }

  strategies() {
    const strategies = [...this.services.catalogue.values()].map(({ card }) => listed(card))
    return { type: 'strategies', strategies } satisfies ServerMessage
  }

  /** Throws `BankError`. */
  source(strategy: string): ServerMessage {
    const entry = this.services.catalogue.get(strategy)
    if (!entry) throw new BankError('unknown-strategy')
    const { source } = entry.card
    return { type: 'source', strategy, edition: editionOf(source), source }
  }

  /** The clock of Redis, and whether Redis answers. */
  pulse(): { now: number; redis: 'up' | 'down' } {
    const { clock, wires } = this.services
    return { now: clock.now(), redis: wires.ioredis.up && wires.redis.up ? 'up' : 'down' }
  }

  async create(opening: number | undefined): Promise<ServerMessage> {
    if (!this.#creates.take()) throw new BankError('slow-down')
    return { type: 'created', ...(await createRoom(this.#wire, opening)) }
  }

  async find(typed: string): Promise<ServerMessage> {
    const code = parseRoomCode(typed)
    if (!code || !(await loadRoom(this.#wire, code))) throw new BankError('unknown-room')
    return { type: 'found', code }
  }

  async configure(room: Room, settings: SettingsChange): Promise<void> {
    await checkSettings(this.services, room.code, settings)
    if (!(await configureRoom(this.#wire, room.code, settings))) throw new BankError('unknown-room')
  }

  /** Two hosts may reset at once; each gets an epoch of its own. */
  async reset(room: Room, opening: number): Promise<void> {
    let epoch: 'done' | number | undefined = room.epoch
    while (typeof epoch === 'number') epoch = await resetRoom(this.#wire, room.code, epoch, opening)
    if (epoch === undefined) throw new BankError('unknown-room')
  }

  /** The lessons of this server, as a host of the room may choose them. */
  async lessons(room: Room, language: Language): Promise<ServerMessage> {
    return { type: 'lessons', lessons: await lessonCards(this.services, room.code, language) }
  }

  async rename(room: Room, player: string, nickname: string): Promise<string> {
    return (await renamePlayer(this.#wire, room.code, player, nickname)).nickname
  }

  /** A browser asks for the seat of a player who is away. */
  async requestSeat({
    code: typed,
    request,
    nickname,
    secret,
  }: Extract<ClientMessage, { type: 'request-seat' }>): Promise<ServerMessage> {
    const code = parseRoomCode(typed)
    if (!code) throw new BankError('unknown-room')
    return this.hosts.request(code, { asks: 'seat', request, nickname, secret })
  }

  async setBots(room: Room, { bots, perSecond }: Pick<SetBots, 'bots' | 'perSecond'>): Promise<void> {
    await this.#bots.set(room.code, bots, perSecond)
  }

  async killNode(name: string): Promise<void> {
    if (!this.#about.chaos) throw new BankError('chaos-not-allowed')
    await this.services.nodes.kill(name)
  }

  async leave(room: Room, player: string): Promise<void> {
    await endPlayer(this.#wire, room.code, player, 'left')
  }

  /** Gives up a new seat that its client cannot have learnt of, unless the client has asked for it again since. */
  async abandon(room: Room, player: string, attempt: string): Promise<void> {
    await abandonSeat(this.#wire, room.code, player, attempt)
  }

  /** Finds the room and the seat. `attempt` names this try to join. Throws `BankError`. A wrong host token is ignored: it gives no host rights. */
  async enter(
    { code: typed, seat, hostToken }: Extract<ClientMessage, { type: 'enter' }>,
    attempt: string,
  ): Promise<{ place: Place; you: You }> {
    const code = parseRoomCode(typed)
    if (!code) throw new BankError('unknown-room')
    const room = await this.rooms.get(code)
    const host = hostToken === undefined ? undefined : hostOf(await loadHosts(this.#wire, code), hostToken)
    const rights = new HostRights(host?.id)
    switch (seat.kind) {
      case 'screen':
        return { place: { room, player: undefined, rights }, you: null }
      case 'new': {
        const own = { player: seat.player, secret: seat.secret, attempt }
        const { player, secret } = await joinRoom(this.#wire, code, seat.nickname, own)
        const { id, number, nickname } = player
        return { place: { room, player: id, rights }, you: { player: id, number, nickname, secret } }
      }
      case 'resume': {
        const player = await resumeSeat(this.#wire, code, seat)
        if (!player) throw new BankError('cannot-resume')
        const { id, number, nickname } = player
        return {
          place: { room, player: id, rights },
          you: { player: id, number, nickname, secret: seat.secret },
        }
      }
      default:
        return seat satisfies never
    }
  }
}
