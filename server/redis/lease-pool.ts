import type { RedisConnection } from './redis-connection.ts'
import { type Lease, NoAnswer, RefusedByRedis } from './wire.ts'

/** At most this many connections at once. The next lease waits until one comes back. */
const MOST = 400
/** Idle connections kept for the next lease. */
const KEPT = 32
/** Milliseconds after which a wait for a lease is rejected. */
const WAIT_MS = 15_000

/** Hands out exclusive connections. A connection is closed after an error. */
export class LeasePool {
  readonly #open: () => Promise<RedisConnection>
  #idle: RedisConnection[] = []
  readonly #lent = new Set<RedisConnection>()
  #used = 0
  #waiting: (() => void)[] = []
  #closed = false

  constructor(open: () => Promise<RedisConnection>) {
    this.#open = open
  }

  async lease(): Promise<Lease> {
    await this.#place()
    try {
      let raw = this.#idle.pop()
      while (raw && !raw.alive) raw = this.#idle.pop()
      raw ??= await this.#open()
      if (this.#closed) {
        raw.destroy()
        throw new NoAnswer('closed')
      }
      this.#lent.add(raw)
      return this.#leased(raw)
    } catch (error) {
      this.#free()
      throw error
    }
  }

  /** Closes all connections, the lent ones too: they lead to a server that is no longer the right one. */
  drop(): void {
    for (const raw of [...this.#idle, ...this.#lent]) raw.destroy()
    this.#idle = []
  }

  close(): void {
    this.#closed = true
    for (const raw of this.#idle) raw.destroy()
    this.#idle = []
  }

  #leased(raw: RedisConnection): Lease {
    let broken = false
    let watching = false
    const guard = async <T>(work: Promise<T>): Promise<T> => {
      try {
        return await work
      } catch (error) {
        // After an answer from Redis, even a refusal, the connection stays usable; after any other error it does not.
        if (!(error instanceof RefusedByRedis)) broken = true
        throw error
      }
    }
    return {
      get usable() {
        return !broken && raw.alive
      },
      command: (command) => guard(raw.command(command)),
      watch: (keys) => {
        watching = true
        return guard(raw.watch(keys))
      },
      multi: async (commands) => {
        const replies = await guard(raw.multi(commands))
        watching = false
        return replies
      },
      release: async () => {
        if (watching && !broken && raw.alive) await guard(raw.command(['UNWATCH'])).catch(() => {})
        this.#lent.delete(raw)
        if (broken || !raw.alive || this.#closed || this.#idle.length >= KEPT) raw.destroy()
        else this.#idle.push(raw)
        this.#free()
      },
    }
  }

  async #place(): Promise<void> {
    if (this.#used < MOST) {
      this.#used += 1
      return
    }
    await new Promise<void>((resolve, reject) => {
      const turn = (): void => {
        clearTimeout(timer)
        resolve()
      }
      const timer = setTimeout(() => {
        this.#waiting = this.#waiting.filter((other) => other !== turn)
        reject(new NoAnswer('no connection became free in time'))
      }, WAIT_MS)
      this.#waiting.push(turn)
    })
  }

  /** Gives the place to the lease that has waited longest. */
  #free(): void {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#used -= 1
  }
}
