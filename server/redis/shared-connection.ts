import { setTimeout as sleep } from 'node:timers/promises'
import type { RedisConnection } from './redis-connection.ts'
import {
  CONNECT_DEADLINE_MS,
  type Command,
  DeadlineExceeded,
  NoAnswer,
  PING_EVERY_MS,
  RefusedByRedis,
  type Reply,
  reconnectDelay,
} from './wire.ts'

/**
 * A shared connection that is replaced when it ends. Commands that are unanswered then, and commands that come while
 * there is no connection, are rejected with `NoAnswer`: none is kept for the next connection.
 */
export class SharedConnection {
  readonly #dial: () => Promise<RedisConnection>
  readonly #onLost: () => void
  #connection: RedisConnection | undefined
  /** Connected; its first PING is not answered yet. */
  #connecting: RedisConnection | undefined
  #opened: Promise<void> | undefined
  #lastReplyAt = 0
  #closed = false
  #retry: NodeJS.Timeout | undefined
  readonly #pulse: NodeJS.Timeout

  constructor(dial: () => Promise<RedisConnection>, onLost: () => void = () => {}) {
    this.#dial = dial
    this.#onLost = onLost
    this.#pulse = setInterval(() => this.#pingIfIdle(), PING_EVERY_MS)
    this.#pulse.unref()
  }

  get up(): boolean {
    return this.#connection?.alive === true
  }

  /** Connects for the first time. Rejects when that fails; the line then retries by itself. */
  open(): Promise<void> {
    this.#opened ??= this.#connect()
    return this.#opened
  }

  /** Sends a command. `asking`: send ASKING first, because this server is only taking the slot over. */
  async command(command: Command, asking = false): Promise<Reply> {
    const connection = this.#connection
    if (!connection?.alive) throw new NoAnswer('not connected')
    const sentAt = performance.now()
    try {
      if (asking) void connection.command(['ASKING']).catch(() => {})
      const reply = await connection.command(command)
      this.#lastReplyAt = performance.now()
      return reply
    } catch (error) {
      if (error instanceof RefusedByRedis) this.#lastReplyAt = performance.now()
      if (error instanceof DeadlineExceeded) {
        // No answer in time: the server is gone, unless this process was slow; then answers wait to be read.
        setImmediate(() => {
          if (this.#lastReplyAt < sentAt) connection.destroy()
        })
      }
      throw error
    }
  }

  /** Closes the connection, so that a new one is opened. */
  drop(): void {
    this.#connecting?.destroy()
    this.#connection?.destroy()
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#retry)
    clearInterval(this.#pulse)
    this.#connection?.destroy()
    this.#connection = undefined
  }

  async #connect(attempt = 0): Promise<void> {
    try {
      const connection = await this.#dial()
      this.#connecting = connection
      try {
        await ready(connection)
        if (this.#closed || !connection.alive) throw new NoAnswer('closed')
      } catch (error) {
        connection.destroy()
        throw error
      } finally {
        this.#connecting = undefined
      }
      this.#connection = connection
      void connection.ended.then(() => {
        if (this.#connection !== connection || this.#closed) return
        this.#connection = undefined
        this.#tryLater(0)
        this.#onLost()
      })
    } catch (error) {
      this.#tryLater(attempt)
      throw error
    }
  }

  #tryLater(attempt: number): void {
    if (this.#closed) return
    this.#retry = setTimeout(() => void this.#connect(attempt + 1).catch(() => {}), reconnectDelay(attempt))
  }

  /** PINGs an idle connection: otherwise it would not notice that the server is gone. */
  #pingIfIdle(): void {
    if (this.up && performance.now() - this.#lastReplyAt >= PING_EVERY_MS)
      void this.command(['PING']).catch(() => {})
  }
}

/** Milliseconds between two PINGs to a server that is still loading its data. */
const LOADING_MS = 50

/** Resolves when the server answers PING. Rejects when it refuses us, or is still loading its data after 3 s. */
async function ready(connection: RedisConnection): Promise<void> {
  for (const giveUpAt = performance.now() + CONNECT_DEADLINE_MS; ; await sleep(LOADING_MS)) {
    try {
      await connection.command(['PING'])
      return
    } catch (error) {
      if (!(error instanceof RefusedByRedis)) throw error
      // The server is there, but runs a long script.
      if (error.code === 'BUSY') return
      if (error.code !== 'LOADING' || performance.now() > giveUpAt) throw error
    }
  }
}
