import type { Subscriber, SubscriberEvents } from './redis-connection.ts'
import { NoAnswer, PING_EVERY_MS, RefusedByRedis, reconnectDelay } from './wire.ts'

export type OnMessage = (message: string) => void

export interface SubscriptionsOptions {
  /** The server that has the channel now; any text that names a server. */
  placeOf(channel: string): string
  open(place: string, events: Omit<SubscriberEvents, 'sharded'>): Promise<Subscriber>
  /** Redis refused the subscription at `place`: the answers of `placeOf` may be out of date. */
  onRefused?(error: RefusedByRedis, place: string): void
}

interface Channel {
  readonly callbacks: Set<OnMessage>
  /** The connection it was subscribed on. Whether that is still alive, its subscriber tells. */
  connection: SubscriberConnection | undefined
}

interface SubscriberConnection {
  readonly place: string
  readonly subscriber: Subscriber
}

/** How often a first subscription follows its channel to another server. */
const MOVES = 5
/** Milliseconds before a retry for a user without rights to channels: it may have got them meanwhile. */
const ALLOWED_IN_MS = 10_000

/**
 * The subscriptions to channels. A subscription is renewed when its connection has ended, and follows its channel to
 * another server. Messages that are published meanwhile are missed.
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

  /** False when Redis has refused a subscription because our user has no right to channels. */
  get allowed(): boolean {
    return this.#allowed
  }

  /**
   * Resolves when subscribed, and also when the user has no right to the channel: then no message arrives until the
   * right is granted. Rejects when Redis cannot be asked now; then `onMessage` is not subscribed.
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

  /** Renews every subscription that is not at the server where it should be. */
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

  /** Closes all connections; their subscriptions are renewed. */
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

  /** Answers whether every channel is subscribed now. */
  async #restoreAll(): Promise<boolean> {
    const lost = (): [string, Channel][] => [...this.#channels].filter((one) => !this.#holds(...one))
    const channels = lost()
    const places = new Set(channels.map(([name]) => this.#options.placeOf(name)))
    // In parallel: a server that does not answer must not delay the others.
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
      // After a refusal other channels at that server may still succeed; without an answer none will.
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
      // If this fails, the library may think that it still listens, and would not subscribe again later.
      void before.subscriber.unsubscribe(name).catch(() => before.subscriber.destroy())
    }
    // `unlisten` was called meanwhile.
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
        // The libraries do not always tell which channel, so all are subscribed again; for the others that is harmless.
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
