import { Unapplied } from '../../shared/protocol.ts'
import type { AccountKeys } from '../redis/keys.ts'
import { RefusedByRedis, type Wire } from '../redis/wire.ts'
import type { RoomCopy } from './room-copy.ts'

/** Beyond what was heard, how many of the list are looked at. One would do. */
const MORE = 4
const FURTHER = 8

/** What Redis holds of the transactions that were not applied, oldest first; without what is none. */
export async function readUnapplied(wire: Wire, keys: AccountKeys, newest?: number): Promise<Unapplied[]> {
  return (await textsOf(wire, keys, newest)).flatMap(parsed)
}

/**
 * Follows the transactions that were not applied, in the ledger of the room's copy, each once. Pub/sub is at most once: to
 * find those of which no event was heard, the newest of the list are looked at, as many as were heard since the last
 * time and a few more. As long as some of them were not known, older ones are looked at, too.
 */
export class UnappliedList {
  readonly #wire: Wire
  readonly #current: () => RoomCopy
  readonly #onNew: (one: Unapplied) => void
  #heard = 0

  /** `current`: the room's copy. `onNew` hears of each that becomes known later than with `all`. */
  constructor(wire: Wire, current: () => RoomCopy, onNew: (one: Unapplied) => void) {
    this.#wire = wire
    this.#current = current
    this.#onNew = onNew
  }

  /** What Redis holds, for a copy that was just loaded. */
  async all({ keys, ledger }: RoomCopy): Promise<Unapplied[]> {
    const all = await readUnapplied(this.#wire, keys)
    for (const one of all) ledger.unapplied(one)
    this.#heard = 0
    return all
  }

  receive(one: Unapplied): void {
    if (this.#learn(one)) this.#heard += 1
  }

  /** Learns those that were missed. */
  async compare(): Promise<void> {
    const copy = this.#current()
    let looked = this.#heard + MORE
    this.#heard = 0
    for (;;) {
      const texts = await textsOf(this.#wire, copy.keys, looked)
      // The room has gone on with another copy meanwhile, for which all were read.
      if (copy !== this.#current()) return
      const learned = texts.flatMap(parsed).filter((one) => this.#learn(one))
      if (learned.length === 0 || texts.length < looked) return
      looked *= FURTHER
    }
  }

  #learn(one: Unapplied): boolean {
    if (!this.#current().ledger.unapplied(one)) return false
    this.#onNew(one)
    return true
  }
}

async function textsOf(wire: Wire, keys: AccountKeys, newest?: number): Promise<string[]> {
  const from = newest === undefined ? '0' : String(-newest)
  try {
    return (await wire.command(['LRANGE', keys.unapplied, from, '-1'])) as string[]
  } catch (error) {
    // Somebody has put something else there.
    if (error instanceof RefusedByRedis && error.code === 'WRONGTYPE') return []
    throw error
  }
}

/** Nothing for what is none: anyone with a `redis-cli` may write here. */
function parsed(text: string): Unapplied[] {
  try {
    const { data } = Unapplied.safeParse(JSON.parse(text))
    return data ? [data] : []
  } catch {
    return []
  }
}
