import { setTimeout as sleep } from 'node:timers/promises'
import type { Connection } from './connection.ts'
import {
  CONNECT_DEADLINE_MS,
  type Command,
  NoAnswer,
  PING_EVERY_MS,
  RefusedByRedis,
  type Reply,
  reconnectDelay,
  TooLate,
} from './wire.ts'

/**
 * A connection that everybody shares and that is replaced when it ends. What was under way on the old one is rejected
 * with `NoAnswer`, what comes while there is none is, too: nothing is kept for the next one.
 */
export class SharedConnection {
  readonly #dial: () => Promise<Connection>
  readonly #onLost: () => void
  #connection: Connection | undefined
  /** Dialled, and asked whether it is ready. */
  #coming: Connection | undefined
  #opened: Promise<void> | undefined
  #heardAt = 0
  #closed = false
  #retry: NodeJS.Timeout | undefined
  readonly #pulse: NodeJS.Timeout

  constructor(dial: () => Promise<Connection>, onLost: () => void = () => {}) {
    this.#dial = dial
    this.#onLost = onLost
    this.#pulse = setInterval(() => this.#ask(), PING_EVERY_MS)
    this.#pulse.unref()
  }

  get up(): boolean {
    return this.#connection?.alive === true
  }

  /** The first try to connect; rejects when it fails. The line goes on trying all the same. */
  open(): Promise<void> {
    this.#opened ??= this.#connect()
    return this.#opened
  }

  /** `asking`: this server is taking the slot over, and is to answer for it already. */
  async command(command: Command, asking = false): Promise<Reply> {
    const connection = this.#connection
    if (!connection?.alive) throw new NoAnswer('not connected')
    const sentAt = performance.now()
    try {
      if (asking) void connection.command(['ASKING']).catch(() => {})
      const reply = await connection.command(command)
      this.#heardAt = performance.now()
      return reply
    } catch (error) {
      if (error instanceof RefusedByRedis) this.#heardAt = performance.now()
      if (error instanceof TooLate) {
        // Open and silent: nobody is there. Unless this process was the slow one: then answers wait to be read.
        setImmediate(() => {
          if (this.#heardAt < sentAt) connection.destroy()
        })
      }
      throw error
    }
  }

  /** The connection is no good any more: the next one is dialled. */
  drop(): void {
    this.#coming?.destroy()
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
      this.#coming = connection
      try {
        await ready(connection)
        if (this.#closed || !connection.alive) throw new NoAnswer('closed')
      } catch (error) {
        connection.destroy()
        throw error
      } finally {
        this.#coming = undefined
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

  /** Whoever has nothing to ask would never find out that nobody is there any more. */
  #ask(): void {
    if (this.up && performance.now() - this.#heardAt >= PING_EVERY_MS)
      void this.command(['PING']).catch(() => {})
  }
}

/** Milliseconds between two questions to a server that is still loading its data. */
const LOADING_MS = 50

/** Rejects when the server lets nobody in without a password, or is still loading its data after a while. */
async function ready(connection: Connection): Promise<void> {
  for (const giveUpAt = performance.now() + CONNECT_DEADLINE_MS; ; await sleep(LOADING_MS)) {
    try {
      await connection.command(['PING'])
      return
    } catch (error) {
      if (!(error instanceof RefusedByRedis)) throw error
      // A script that runs for long: it is there all the same.
      if (error.code === 'BUSY') return
      if (error.code !== 'LOADING' || performance.now() > giveUpAt) throw error
    }
  }
}
