import { type Command, type Lease, NoAnswer, RefusedByRedis, type Reply } from './wire.ts'

/** An exclusive connection as an adapter opens it. */
export interface RawLease {
  /** False once the connection has ended; it is never used again then. */
  readonly alive: boolean
  command(command: Command): Promise<Reply>
  watch(keys: readonly string[]): Promise<void>
  multi(commands: readonly Command[]): Promise<Reply[] | 'conflict'>
  destroy(): void
}

/** More connections than this at once make the next lease wait for one to come back. */
const MOST = 400
/** Idle connections kept for the next lease. */
const KEPT = 32
/** Milliseconds a lease may be waited for. */
const WAIT_MS = 15_000

/** Hands out exclusive connections. One that met an error is thrown away, never handed out again. */
export class LeasePool {
  readonly #open: () => Promise<RawLease>
  #idle: RawLease[] = []
  #used = 0
  #waiting: (() => void)[] = []
  #closed = false

  constructor(open: () => Promise<RawLease>) {
    this.#open = open
  }

  async lease(): Promise<Lease> {
    await this.#place()
    try {
      let raw = this.#idle.pop()
      while (raw && !raw.alive) raw = this.#idle.pop()
      return this.#leased(raw ?? (await this.#open()))
    } catch (error) {
      this.#free()
      throw error
    }
  }

  close(): void {
    this.#closed = true
    for (const raw of this.#idle) raw.destroy()
    this.#idle = []
  }

  #leased(raw: RawLease): Lease {
    let broken = false
    let watching = false
    const guard = async <T>(work: Promise<T>): Promise<T> => {
      try {
        return await work
      } catch (error) {
        // An answer from Redis, even a refusal, leaves the connection usable; anything else does not.
        if (!(error instanceof RefusedByRedis)) broken = true
        throw error
      }
    }
    return {
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
        reject(new NoAnswer('no connection came free'))
      }, WAIT_MS)
      this.#waiting.push(turn)
    })
  }

  /** Gives the place to whoever waits longest. */
  #free(): void {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#used -= 1
  }
}
