import { nanoid } from 'nanoid'
import type { ClientMessage, ServerMessage } from '../../shared/protocol.ts'
import type { PageStorage } from './local-storage.ts'

/** Characters of a secret that the page makes up, 144 random bits. */
export const SECRET = 24

type Request = Extract<ClientMessage, { type: 'request-seat' | 'request-host' | 'use-host-link' }>

export interface OwnRequestOptions {
  code: string
  pageStorage: PageStorage
  send(message: ClientMessage): void
  /** Whether the page is in the room; only a seat is asked for from outside. */
  isInside(): boolean
}

/** What this page asks a host for, or asks for with a link. It is sent again until it is answered. */
export class OwnRequest {
  readonly #options: OwnRequestOptions
  #message: Request | undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(options: OwnRequestOptions) {
    this.#options = options
  }

  /** The secret that proves what is asked for. */
  get secret(): string | undefined {
    return this.#message?.secret
  }

  /** Whether the message answers it, and not an earlier request of this page. */
  isAnswer({ request }: Extract<ServerMessage, { type: 'requested' }>): boolean {
    return this.#message !== undefined && 'request' in this.#message && this.#message.request === request
  }

  seat(nickname: string): void {
    const { code } = this.#options
    const ids = { request: nanoid(), secret: nanoid(SECRET) }
    this.#begin({ type: 'request-seat', code, nickname, ...ids })
  }

  host(): void {
    this.#begin({ type: 'request-host', request: nanoid(), secret: this.#hostSecret() })
  }

  link(link: string): void {
    this.#begin({ type: 'use-host-link', link, secret: this.#hostSecret() })
  }

  /** Sends it now, if there is one. */
  send(): void {
    const { send, isInside } = this.#options
    clearTimeout(this.#timer)
    if (this.#message && (this.#message.type === 'request-seat' || isInside())) send(this.#message)
  }

  sendAfter(ms: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.send(), ms)
  }

  end(): void {
    clearTimeout(this.#timer)
    this.#message = undefined
  }

  #begin(message: Request): void {
    this.#message = message
    this.send()
  }

  /**
   * One secret for all pages of this browser. It is stored before it is worth anything, so that the browser is a host
   * even if it does not hear the answer.
   */
  #hostSecret(): string {
    const { code, pageStorage } = this.#options
    const secret = pageStorage.hostToken(code) ?? nanoid(SECRET)
    pageStorage.keepHostToken(code, secret)
    return secret
  }
}
