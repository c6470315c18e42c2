import { Reads } from './reads.ts'

/** How far a transaction has come: what its record tells beside the write itself. A try ends with its write. */
export class Progress {
  readonly reads = new Reads()
  #conflicts = 0
  #ended = 0
  /** The try after the last write has begun. */
  #reading = false

  /** The number of the try that is under way, or comes next. */
  get attempts(): number {
    return this.#ended + 1
  }

  /** The number of the last try that has written; one at least. */
  get written(): number {
    return Math.max(1, this.#ended)
  }

  /** Tries so far; one at least. */
  get tried(): number {
    return Math.max(1, this.#ended + (this.#reading ? 1 : 0))
  }

  /** How many of them were refused because another write came first. */
  get conflicts(): number {
    return this.#conflicts
  }

  /** The account is read. */
  begin(): void {
    this.#reading = true
  }

  /** The try ends with this write, whether or not its answer arrives. */
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
