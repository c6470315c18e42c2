import type { Subscriber, SubscriberEvents } from './connection.ts'
import { NoAnswer, PING_EVERY_MS, RefusedByRedis, reconnectDelay } from './wire.ts'

export type OnMessage = (message: string) => void

export interface SubscriptionsOptions {
  /** Where a channel is listened to now; any text that names the server. */
  placeOf(channel: string): string
  open(place: string, events: Omit<SubscriberEvents, 'sharded'>): Promise<Subscriber>
  /** Redis would not have the subscription there: whoever decides `placeOf` is to look again. */
  onRefused?(error: RefusedByRedis, place: string): void
}

interface Channel {
  readonly callbacks: Set<OnMessage>
  /** Where it is subscribed; whether that still holds is asked of the connection itself. */
  connection: SubscriberConnection | undefined
}

interface SubscriberConnection {
  readonly place: string
  readonly subscriber: Subscriber
}

/** How often a first subscription follows its channel from server to server. */
const MOVES = 5
/** Milliseconds before a user without a right to channels is tried again: it may have been given meanwhile. */
const ALLOWED_IN_MS = 10_000

/**
 * Who listens to which channel. A subscription is taken up again when its connection has ended, and elsewhere when its
 * channel has moved to another server. What is published meanwhile is missed.
 */
export class Subscriptions {
  readonly #options: SubscriptionsOptions
  readonly #channels = new Map<string, Channel>()
  readonly #receivers = new Map<string, Promise<SubscriberConnection>>()
  readonly #pulse: NodeJS.Timeout
  #retry: NodeJS.Timeout | undefined
  #restoring = false
  #closed = false
  #allowed = true

  constructor(options: SubscriptionsOptions) {
    this.#options = options
    this.#pulse = setInterval(() => this.#ask(), PING_EVERY_MS)
    this.#pulse.unref()
  }

  /** False when Redis has refused a subscription because its user has no right to channels. */
  get allowed(): boolean {
    return this.#allowed
  }

  /**
   * Resolves when subscribed, and also when the user has no right to: then nothing is heard until that has changed.
   * Rejects when it cannot be asked for now, and then nobody listens.
   */
  async listen(name: string, onMessage: OnMessage): Promise<() => Promise<void>> {
    const channel = this.#channels.get(name) ?? { callbacks: new Set(), connection: undefined }
    this.#channels.set(name, channel)
    channel.callbacks.add(onMessage)
    const unlisten = async (): Promise<void> => {
      channel.callbacks.delete(onMessage)
      if (channel.callbacks.size > 0 || this.#channels.get(name) !== channel) return
      this.#channels.delete(name)
      await channel.connection?.subscriber.unsubscribe(name).catch(() => {})
    }
    try {
      for (let moves = 0; !this.#holds(name, channel); moves++) {
        await this.#subscribe(name, channel).catch((error: unknown) => {
          if (!(error instanceof RefusedByRedis) || !error.redirects || moves === MOVES) throw error
        })
      }
    } catch (error) {
      if (isForbidden(error)) this.restore()
      else {
        void unlisten()
        throw error
      }
    }
    return unlisten
  }

  /** Something has changed: whatever is not subscribed where it should be is taken up again. */
  restore(attempt = 0): void {
    if (this.#closed || this.#restoring) return
    clearTimeout(this.#retry)
    this.#restoring = true
    void this.#restoreAll().then((whole) => {
      this.#restoring = false
      if (!whole && !this.#closed)
        this.#retry = setTimeout(
          () => this.restore(attempt + 1),
          this.#allowed ? reconnectDelay(attempt) : ALLOWED_IN_MS,
        )
    })
  }

  /** All connections are no good any more. */
  drop(): void {
    for (const connection of this.#receivers.values())
      void connection.then(({ subscriber }) => subscriber.destroy(), ignore)
  }

  close(): void {
    this.#closed = true
    clearInterval(this.#pulse)
    clearTimeout(this.#retry)
    this.drop()
  }

  #holds(name: string, { connection }: Channel): boolean {
    return connection?.subscriber.alive === true && connection.place === this.#options.placeOf(name)
  }

  /** Answers whether all is well now. */
  async #restoreAll(): Promise<boolean> {
    const lost = (): [string, Channel][] => [...this.#channels].filter((one) => !this.#holds(...one))
    const channels = lost()
    const places = new Set(channels.map(([name]) => this.#options.placeOf(name)))
    // One server that does not answer must not keep the others waiting.
    await Promise.all(
      [...places].map(async (place) => {
        for (const [name, channel] of channels)
          if (this.#options.placeOf(name) === place && !(await this.#restored(name, channel))) return
      }),
    )
    return lost().length === 0
  }

  async #restored(name: string, channel: Channel): Promise<boolean> {
    try {
      await this.#subscribe(name, channel)
      return true
    } catch (error) {
      // Its neighbours may have better luck, unless the server itself is away.
      return error instanceof RefusedByRedis
    }
  }

  async #subscribe(name: string, channel: Channel): Promise<void> {
    const connection = await this.#connectionAt(this.#options.placeOf(name))
    const before = channel.connection
    try {
      await connection.subscriber.subscribe(name)
      this.#allowed = true
    } catch (error) {
      if (error instanceof RefusedByRedis) {
        if (isForbidden(error)) this.#allowed = false
        this.#options.onRefused?.(error, connection.place)
      }
      throw error
    }
    channel.connection = connection
    if (before && before !== connection && before.subscriber.alive) {
      // Where that is refused, a library may think that it still listens, and would not ask again when it should.
      void before.subscriber.unsubscribe(name).catch(() => before.subscriber.destroy())
    }
    // Nobody wants it any more.
    if (this.#channels.get(name) !== channel) void connection.subscriber.unsubscribe(name).catch(() => {})
  }

  async #connectionAt(place: string): Promise<SubscriberConnection> {
    if (this.#closed) throw new NoAnswer('closed')
    const known = this.#receivers.get(place)
    if (known) return known
    const opening = this.#openConnection(place)
    this.#receivers.set(place, opening)
    const forget = (): void => {
      if (this.#receivers.get(place) === opening) this.#receivers.delete(place)
    }
    opening.then(({ subscriber }) => {
      if (this.#closed) subscriber.destroy()
      void subscriber.ended.then(() => {
        forget()
        this.restore()
      })
    }, forget)
    return opening
  }

  async #openConnection(place: string): Promise<SubscriberConnection> {
    const subscriber = await this.#options.open(place, {
      onMessage: (name, message) => {
        for (const callback of this.#channels.get(name)?.callbacks ?? []) callback(message)
      },
      onMoved: () => {
        // Which of them is not always told, so all are asked for again; those that stayed are not hurt by it.
        for (const channel of this.#channels.values())
          if (channel.connection?.place === place) channel.connection = undefined
        this.restore()
      },
    })
    return { place, subscriber }
  }

  #ask(): void {
    for (const opening of this.#receivers.values()) {
      void opening.then(({ subscriber }) => subscriber.ping().catch(() => subscriber.destroy()), ignore)
    }
  }
}

const ignore = (): void => {}
const isForbidden = (error: unknown): boolean => error instanceof RefusedByRedis && error.code === 'NOPERM'
