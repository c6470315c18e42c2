import { nanoid } from 'nanoid'
import { BankError, ERRORS } from '../../shared/errors.ts'
import { PACE } from '../../shared/pace.ts'
import { type ClientMessage, PROTOCOL, type ServerMessage } from '../../shared/protocol.ts'
import type { Language } from '../../shared/rounds/lesson.ts'
import type { EndReason, KnownHost, Session } from '../fanout/session.ts'
import { NoAnswer } from '../redis/wire.ts'
import { decode, subject } from './decode.ts'
import type { Place } from './host-handlers.ts'
import { carryOutPress, isHostPress } from './host-press.ts'
import type { MessageHandlers } from './message-handlers.ts'
import { TokenBucket } from './token-bucket.ts'

/** The socket as a connection needs it. */
export interface Socket {
  /** `OPEN` until either side has begun to close it. */
  readonly readyState: number
  readonly OPEN: number
  readonly bufferedAmount: number
  send(text: string): void
  close(code: number, reason: string): void
  /** Ends it at once, whatever is still to be sent. */
  terminate(): void
}

/** Messages of `PACE.written`. */
const isWritten = (message: ClientMessage): boolean =>
  message.type === 'create' ||
  message.type === 'rename' ||
  message.type === 'kill-node' ||
  (message.type === 'enter' && message.seat.kind === 'new')
/** Bytes that may wait for a client to read them; with more, its connection is ended. */
const MOST_UNREAD = 4 * 1024 * 1024

/** Messages that need no Redis, or whose handling checks for it; any other is refused at once while Redis is away. */
const WITHOUT_REDIS: ReadonlySet<ClientMessage['type']> = new Set([
  'ping',
  'inspect',
  'read-source',
  'speak',
  'fire',
])

/** Where a client is: in no room, on its way into one, inside one, or gone. Nothing follows `closed`. */
type Visit = { is: 'outside' } | { is: 'entering' } | { is: 'inside'; place: Place } | { is: 'closed' }

/** One client: its messages become calls on its room, and what happens there is sent back. */
export class Connection implements Session {
  readonly #socket: Socket
  readonly #handlers: MessageHandlers
  readonly #messages = new TokenBucket(PACE.messages)
  readonly #bad = new TokenBucket({
    perSecond: PACE.malformed.perMinute / 60,
    burst: PACE.malformed.burst,
  })
  readonly #written = new TokenBucket(PACE.written)
  #visit: Visit = { is: 'outside' }
  language: Language = 'en'

  constructor(socket: Socket, handlers: MessageHandlers) {
    this.#socket = socket
    this.#handlers = handlers
    this.send(handlers.greeting())
  }

  get player(): string | undefined {
    return this.#visit.is === 'inside' ? this.#visit.place.player : undefined
  }
  get host(): string | undefined {
    return this.#visit.is === 'inside' ? this.#visit.place.rights.id : undefined
  }
  get buffered(): number {
    return this.#socket.bufferedAmount
  }
  send(message: ServerMessage): void {
    this.sendEncoded(JSON.stringify(message))
  }
  sendEncoded(text: string): void {
    if (this.#visit.is === 'closed') return
    this.#socket.send(text)
    if (this.#socket.bufferedAmount > MOST_UNREAD) this.#socket.terminate()
  }
  hostsChanged(hosts: readonly KnownHost[]): void {
    if (this.#visit.is === 'inside' && this.#visit.place.rights.follow(hosts))
      this.send({ type: 'hosting', host: this.host !== undefined })
  }
  end(reason: EndReason): void {
    if (this.#visit.is === 'inside') this.#stepOut({ is: 'outside' })
    this.send({ type: 'ended', reason })
  }

  /** Handles a frame. Never throws: every problem with it becomes an `error` message. */
  async received(data: Buffer, isBinary: boolean): Promise<void> {
    if (this.#visit.is === 'closed') return
    try {
      if (!this.#messages.take()) throw new BankError('slow-down')
      const message = decode(data, isBinary)
      if (!WITHOUT_REDIS.has(message.type) && !this.#handlers.services.wires.ioredis.up) {
        throw new BankError('bank-closed')
      }
      if (isWritten(message) && !this.#written.take()) throw new BankError('slow-down')
      await this.#handle(message)
    } catch (error) {
      if (error instanceof BankError) this.#refuse(error, data)
      else {
        // Without an answer it is not known whether it was done; a re-send is harmless.
        const doubtful = error instanceof NoAnswer
        if (!doubtful) this.#handlers.services.log(error, 'a message could not be handled')
        this.#refuse(new BankError(doubtful ? 'in-doubt' : 'internal'), data)
      }
    }
  }

  /** The socket is gone. */
  closed(): void {
    this.#stepOut({ is: 'closed' })
  }

  /** Leaves the room, if it is in one. */
  #stepOut(to: Visit): void {
    const from = this.#visit
    this.#visit = to
    if (from.is === 'inside') this.#handlers.rooms.left(from.place.room, this)
  }

  #refuse(error: BankError, data: Buffer): void {
    const { code, message } = error
    this.send({ type: 'error', code, message, ...subject(data) })
    const malformed =
      code === 'bad-json' || code === 'bad-message' || code === 'binary-frame' || code === 'slow-down'
    if (malformed && !this.#bad.take()) {
      const { close, message } = ERRORS['too-many-bad-messages']
      this.send({ type: 'error', code: 'too-many-bad-messages', message })
      this.#socket.close(close, 'too many malformed messages')
      // The socket may take a while to close; its messages are ignored meanwhile.
      this.closed()
    }
  }

  async #handle(message: ClientMessage): Promise<void> {
    if (isHostPress(message)) return carryOutPress(this.#handlers, this.#in(), message, this.language)
    switch (message.type) {
      case 'create':
        return this.send(await this.#handlers.create(message.opening))
      case 'find':
        return this.send(await this.#handlers.find(message.code))
      case 'enter':
        return this.#enter(message)
      case 'fire': {
        const { room, player } = this.#seat()
        const { tx: id, amount, epoch, again } = message
        return room.fire({ id, player, amount }, epoch, again === true)
      }
      case 'inspect':
        return this.send(this.#in().room.inspect(message.versions))
      case 'read-source':
        return this.send(this.#handlers.source(message.strategy))
      case 'rename': {
        const { room, player } = this.#seat()
        return this.send({
          type: 'renamed',
          nickname: await this.#handlers.rename(room, player, message.nickname),
        })
      }
      case 'request-seat':
        return this.send(await this.#handlers.requestSeat(message))
      case 'request-host':
        return this.send(await this.#handlers.hosts.requestHost(this.#seat(), message))
      case 'use-host-link':
        return this.#handlers.hosts.useLink(this.#in(), message)
      case 'leave': {
        const place = this.#in()
        if (place.player) await this.#handlers.leave(place.room, place.player)
        // The room may have ended this connection already, when it heard that the player has left.
        if (this.#visit.is === 'inside' && this.#visit.place === place) this.end('left')
        return
      }
      case 'answer': {
        const { room, player } = this.#seat()
        return room.classroom.answer(player, message)
      }
      case 'read-lessons':
        return this.send(await this.#handlers.lessons(this.#in().room, this.language))
      case 'speak':
        this.language = message.language
        if (this.#visit.is === 'inside') this.#visit.place.room.classroom.spoke(this)
        return
      case 'ping':
        return this.send({ type: 'pong', sent: message.sent, ...this.#handlers.pulse() })
      default:
        message satisfies never
    }
  }

  async #enter(message: Extract<ClientMessage, { type: 'enter' }>): Promise<void> {
    if (message.protocol !== PROTOCOL) throw new BankError('wrong-protocol')
    if (this.#visit.is !== 'outside') throw new BankError('already-entered')
    this.#visit = { is: 'entering' }
    try {
      const attempt = nanoid()
      const { place, you } = await this.#handlers.enter(message, attempt)
      // The socket may be gone by now, or about to be.
      if (!this.#isEntering() || this.#socket.readyState !== this.#socket.OPEN) {
        // The client does not learn of this seat, so its nickname is free. It may ask for the same seat again.
        if (message.seat.kind === 'new' && you) await this.#handlers.abandon(place.room, you.player, attempt)
        return
      }
      this.#visit = { is: 'inside', place }
      const { room, rights } = place
      const history = you ? room.history(you.player) : []
      this.send({
        type: 'entered',
        code: room.code,
        you,
        host: rights.id !== undefined,
        epoch: room.epoch,
        history,
      })
      room.enter(this)
    } finally {
      if (this.#isEntering()) this.#visit = { is: 'outside' }
    }
  }

  /** A method, because the compiler takes it that a field is what it was before an `await`. */
  #isEntering(): boolean {
    return this.#visit.is === 'entering'
  }

  #in(): Place {
    if (this.#visit.is !== 'inside') throw new BankError('not-in-room')
    return this.#visit.place
  }
  #seat(): Place & { player: string } {
    const { player, ...place } = this.#in()
    if (!player) throw new BankError('not-a-player')
    return { ...place, player }
  }
}
