import { Reads } from './reads.ts'

/** The reads, attempts and conflicts of a transaction so far, for its record. An attempt ends with its write. */
export class Progress {
  readonly reads = new Reads()
  /** The newest version known on this node when the transaction began. A refusal is judged by it. */
  readonly fromVersion: number
  #conflicts = 0
  #ended = 0
  /** The attempt after the last write has begun. */
  #reading = false

  constructor(fromVersion: number) {
    this.fromVersion = fromVersion
  }

  /** The number of the current or next attempt. */
  get attempts(): number {
    return this.#ended + 1
  }

  /** The number of the last attempt that has written; at least 1. */
  get written(): number {
    return Math.max(1, this.#ended)
  }

  /** Attempts so far; at least 1. */
  get tried(): number {
    return Math.max(1, this.#ended + (this.#reading ? 1 : 0))
  }

  /** How many attempts were refused because another write came first. */
  get conflicts(): number {
    return this.#conflicts
  }

  /** A read begins the next attempt. */
  begin(): void {
    this.#reading = true
  }

  /** The attempt ends with this write, even if its answer never arrives. */
  async end<R>(write: Promise<R | 'conflict'>): Promise<R | 'conflict'> {
    try {
      const answer = await write
      if (answer === 'conflict') this.#conflicts += 1
      return answer
    } finally {
      this.#ended += 1
      this.#reading = false
    }
  }
}
