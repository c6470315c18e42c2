import { nanoid } from 'nanoid'
import { WebSocket } from 'ws'
import type { Receipt } from '../../shared/journal.ts'
import { type ClientMessage, PROTOCOL, type Seat, type ServerMessage } from '../../shared/protocol.ts'
import type { ClassView } from '../../shared/rounds/class-messages.ts'

/** Frames are most of all messages. Only their epoch is read here: hundreds of these pages are in one process. */
const FRAME = /^\{"type":"frame","at":\d+,"epoch":(\d+)/
/** Milliseconds before a page whose node has crashed connects again. */
const AGAIN_MS = 100
/** Milliseconds after which a page is given up that waits for something. */
const MOST_MS = 60_000

export interface Fired {
  tx: string
  amount: number
  epoch: number
}

/** A page in a class: it notes when each phase reached it and, as a browser does, connects again when its node has crashed. */
export class ClassPage {
  /** When each change of the class reached it (`performance.now`), by its number; not those that it entered after. */
  readonly heard = new Map<number, number>()
  view: ClassView | undefined
  /** The newest view of each phase's number. */
  readonly views = new Map<number, ClassView>()
  /** The messages `round-over` as they came, by round. */
  readonly records = new Map<number, string>()
  readonly outcomes = new Map<string, { epoch: number; receipt: Receipt }>()
  readonly fired: Fired[] = []
  readonly errors: { code: string; re: string | undefined }[] = []
  node = ''
  epoch = 0
  player = ''
  /** How often it has entered the room. */
  entered = 0
  #secret = ''
  #socket: WebSocket | undefined
  #over = false
  readonly #where: { port: number; code: string }
  readonly #seat: Seat
  readonly #hostToken: string | undefined
  readonly #checks = new Set<() => void>()

  constructor(where: { port: number; code: string }, seat: Seat, hostToken?: string) {
    this.#where = where
    this.#seat = seat
    this.#hostToken = hostToken
  }

  /** Resolves when it is in the room, and knows what the class does. */
  async enter(): Promise<this> {
    const entered = this.entered
    this.#connect()
    await this.until(() => this.entered > entered && this.view !== undefined)
    return this
  }

  /** Another page of the same player. */
  tab(): ClassPage {
    return new ClassPage(this.#where, { kind: 'resume', player: this.player, secret: this.#secret })
  }

  send(message: ClientMessage): void {
    this.#socket?.send(JSON.stringify(message))
  }

  fire(amount: number, { epoch = this.epoch, tx = nanoid(), again = false } = {}): string {
    if (!again) this.fired.push({ tx, amount, epoch })
    this.send({ type: 'fire', tx, amount, epoch, ...(again && { again }) })
    return tx
  }

  /** Resolves as soon as `fits` answers true, now or after a later message. */
  until(fits: () => boolean): Promise<void> {
    const { stack } = new Error(`${this.player || 'the host'} waited in vain`)
    return new Promise((resolve, reject) => {
      const given = setTimeout(() => {
        const { number, phase } = this.view ?? {}
        const { code, re } = this.errors.at(-1) ?? {}
        reject(new Error(`${stack}\nin phase ${number}, ${phase}; its last error: ${code} about ${re}`))
      }, MOST_MS)
      const check = (): void => {
        if (!fits()) return
        clearTimeout(given)
        this.#checks.delete(check)
        resolve()
      }
      this.#checks.add(check)
      check()
    })
  }

  /** The code of the error that the page gets for what `act` sends. */
  async refused(act: () => void): Promise<string> {
    const before = this.errors.length
    act()
    await this.until(() => this.errors.length > before)
    return this.errors[before]?.code ?? ''
  }

  close(): void {
    this.#over = true
    this.#socket?.terminate()
  }

  #connect(): void {
    const socket = new WebSocket(`ws://127.0.0.1:${this.#where.port}/ws`)
    let fresh = true
    this.#socket = socket
    socket.on('error', () => {})
    socket.on('close', () => {
      if (!this.#over) setTimeout(() => this.#connect(), AGAIN_MS)
    })
    socket.on('message', (data: Buffer) => {
      const at = performance.now()
      const epoch = FRAME.exec(data.toString('latin1', 0, 100))?.[1]
      if (epoch) this.epoch = Number(epoch)
      else {
        const message = JSON.parse(String(data)) as ServerMessage
        if (message.type === 'class') {
          if (!fresh && message.number !== this.view?.number) this.heard.set(message.number, at)
          fresh = false
        }
        this.#received(message, String(data))
      }
      for (const check of [...this.#checks]) check()
    })
  }

  #received(message: ServerMessage, text: string): void {
    switch (message.type) {
      case 'greeted': {
        this.node = message.node
        const { code } = this.#where
        const { player } = this
        const seat: Seat = player ? { kind: 'resume', player, secret: this.#secret } : this.#seat
        const token = this.#hostToken && { hostToken: this.#hostToken }
        this.send({ type: 'enter', protocol: PROTOCOL, code, seat, ...token })
        return
      }
      case 'entered':
        this.player = message.you?.player ?? ''
        this.#secret = message.you?.secret ?? ''
        this.entered += 1
        // What had no outcome when its node crashed is sent again, as a browser does.
        for (const one of this.fired)
          if (!this.outcomes.has(one.tx)) this.fire(one.amount, { ...one, again: true })
        return
      case 'snapshot':
        this.epoch = message.epoch
        return
      case 'class': {
        const { type: _, ...view } = message
        this.view = view
        this.views.set(view.number, view)
        return
      }
      case 'round-over':
        this.records.set(message.record.round, text)
        return
      case 'settled':
        this.outcomes.set(message.tx, message)
        return
      case 'error':
        this.errors.push({ code: message.code, re: message.re })
        return
      default:
    }
  }
}
