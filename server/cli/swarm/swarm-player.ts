import { nanoid } from 'nanoid'
import { WebSocket } from 'ws'
import { ERRORS, type ErrorCode } from '../../../shared/errors.ts'
import type { Receipt } from '../../../shared/journal.ts'
import { type ClientMessage, PROTOCOL, type Seat, type ServerMessage } from '../../../shared/protocol.ts'
import type { ReadMessage } from './read-message.ts'
import type { Sightings } from './sightings.ts'
import type { Tally } from './tally.ts'

/** A transaction that the swarm has fired. */
export interface Fired {
  tx: string
  player: string
  amount: number
  epoch: number
  /** When it was due, in milliseconds of `performance.now()`: later is latency, too. */
  dueAt: number
  /** It was sent before, and may have been booked. */
  again?: true
  receipt?: Receipt
}

/** What the players of one swarm share. */
export interface SwarmContext {
  socket: string
  code: string
  sightings: Sightings
  tally: Tally
  read(text: string): ReadMessage
  /** Every transaction that the server has taken. */
  taken: Map<string, Fired>
  /** Problems that no honest server makes. */
  problem(sentence: string): void
}

/** Milliseconds until a client that has lost its connection tries again, and until a doubtful message is sent again. */
const AGAIN_MS = 500
const ENTER_WITHIN_MS = 20_000

/** The server cannot be reached, or refuses the players. The message is for people. */
export class SwarmRefused extends Error {
  override readonly name = 'SwarmRefused'
}

/** One client: a player of the room, or its screen. It comes back by itself when the connection is lost. */
export class SwarmPlayer {
  readonly nickname: string
  readonly #context: SwarmContext
  readonly #pending = new Map<string, { fired: Fired; done(): void }>()
  #seat: Seat
  #socket: WebSocket | undefined
  #id = ''
  #epoch = 0
  #entered = false
  #closed = false
  #onEntered: (problem?: SwarmRefused) => void = () => {}

  /** `nickname`: '' for a screen. */
  constructor(nickname: string, context: SwarmContext) {
    this.nickname = nickname || 'the screen'
    this.#context = context
    this.#seat = nickname === '' ? { kind: 'screen' } : { kind: 'new', nickname }
  }

  /** Transactions without an outcome. */
  get running(): readonly Fired[] {
    return [...this.#pending.values()].map(({ fired }) => fired)
  }

  /** Resolves when the player has seen the room. Rejects with `SwarmRefused`. */
  enter(): Promise<void> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(
        () => reject(new SwarmRefused(`The server did not let ${this.nickname} into the room in time.`)),
        ENTER_WITHIN_MS,
      )
      this.#onEntered = (problem) => {
        clearTimeout(late)
        if (problem) reject(problem)
        else resolve()
      }
      this.#connect()
    })
  }

  /** Fires a transaction; resolves when it has an outcome or was refused. */
  fire(amount: number, dueAt: number): Promise<void> {
    const fired: Fired = { tx: nanoid(), player: this.#id, amount, epoch: this.#epoch, dueAt }
    this.#context.tally.fired += 1
    return new Promise((done) => {
      this.#pending.set(fired.tx, { fired, done })
      this.#context.taken.set(fired.tx, fired)
      this.#send(fireOf(fired))
    })
  }

  close(): void {
    this.#closed = true
    this.#socket?.terminate()
  }

  #connect(): void {
    const { socket: address, code, tally } = this.#context
    const socket = new WebSocket(address)
    this.#socket = socket
    socket.on('error', () => {})
    socket.on('open', () => this.#send({ type: 'enter', protocol: PROTOCOL, code, seat: this.#seat }))
    socket.on('message', (data) => this.#received(this.#context.read(String(data))))
    socket.on('close', (code) => {
      if (this.#closed) return
      if (!this.#entered) this.#onEntered(new SwarmRefused(`No connection to ${address} (${code}).`))
      tally.error(`connection closed (${code})`)
      setTimeout(() => !this.#closed && this.#connect(), AGAIN_MS * (1 + Math.random()))
    })
  }

  #send(message: ClientMessage): void {
    // What a closed connection loses is sent again on the next one.
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message))
  }

  #received({ message, entries }: ReadMessage): void {
    switch (message.type) {
      case 'entered':
        if (message.you) {
          const { player, secret } = message.you
          this.#id = player
          this.#seat = { kind: 'resume', player, secret }
        }
        return
      case 'snapshot':
        this.#saw(message, entries)
        this.#entered = true
        this.#onEntered()
        for (const tx of this.#pending.keys()) this.#resend(tx)
        return
      case 'frame':
        this.#saw(message, entries)
        return
      case 'settled':
        this.#settled(message)
        return
      case 'error':
        this.#refused(message)
        return
      case 'ended':
        this.#context.tally.error(`ended: ${message.reason}`)
        this.close()
        return
    }
  }

  #saw(
    { epoch, account }: Extract<ServerMessage, { type: 'frame' | 'snapshot' }>,
    entries: ReadMessage['entries'],
  ): void {
    this.#epoch = epoch
    this.#context.sightings.see({ nickname: this.nickname, epoch, account }, entries)
  }

  #settled({ tx, receipt }: Extract<ServerMessage, { type: 'settled' }>): void {
    const { taken, tally, problem } = this.#context
    const fired = taken.get(tx)
    if (!fired) {
      problem(`${this.nickname} was told of a transaction that was not fired (${tx})`)
      return
    }
    const before = fired.receipt
    if (before && JSON.stringify(before) !== JSON.stringify(receipt))
      problem(`transaction ${tx} ended twice: ${before.outcome}, then ${receipt.outcome}`)
    if (before) return
    fired.receipt = receipt
    tally.settled(receipt, performance.now() - fired.dueAt)
    this.#done(tx)
  }

  #refused({ code, message, re, tx }: Extract<ServerMessage, { type: 'error' }>): void {
    const { taken, tally } = this.#context
    tally.error(code)
    if (re === 'enter') {
      this.#onEntered(new SwarmRefused(`${this.nickname}: ${message}`))
      if (this.#entered) this.close()
      return
    }
    if (tx === undefined) return
    // A refused re-send says nothing about the first sending.
    if (!ERRORS[code as ErrorCode].definite || taken.get(tx)?.again) {
      setTimeout(() => this.#resend(tx), AGAIN_MS)
      return
    }
    taken.delete(tx)
    this.#done(tx)
  }

  #resend(tx: string): void {
    const fired = this.#pending.get(tx)?.fired
    if (!fired) return
    fired.again = true
    this.#send({ ...fireOf(fired), again: true })
  }

  #done(tx: string): void {
    const one = this.#pending.get(tx)
    this.#pending.delete(tx)
    one?.done()
  }
}

const fireOf = ({ tx, amount, epoch }: Fired) => ({ type: 'fire', tx, amount, epoch }) as const
