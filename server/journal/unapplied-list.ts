import { Unapplied } from '../../shared/protocol.ts'
import type { AccountKeys } from '../redis/keys.ts'
import { RefusedByRedis, type Wire } from '../redis/wire.ts'
import type { RoomCopy } from './room-copy.ts'

/** How many more of the list are read than were heard (one would be enough), and the factor when some were unknown. */
const MORE = 4
const FURTHER = 8

/** Reads the unapplied transactions from Redis, oldest first, without invalid ones. */
export async function readUnapplied(wire: Wire, keys: AccountKeys, newest?: number): Promise<Unapplied[]> {
  return (await textsOf(wire, keys, newest)).flatMap(parsed)
}

/**
 * Adds the transactions that were not applied to the ledger of the room's copy, each once. Pub/sub is at most once. To
 * find those whose event was lost, it reads the newest of the list in Redis: as many as were heard since the last
 * comparison, and a few more. As long as some of them were unknown, it reads older ones, too.
 */
export class UnappliedList {
  readonly #wire: Wire
  readonly #current: () => RoomCopy
  readonly #onNew: (one: Unapplied) => void
  #received = 0

  /** `current`: the room's copy. `onNew` is called for each new one, but not for those that `all` loads. */
  constructor(wire: Wire, current: () => RoomCopy, onNew: (one: Unapplied) => void) {
    this.#wire = wire
    this.#current = current
    this.#onNew = onNew
  }

  /** Reads all of them, for a copy that was just loaded. */
  async all({ keys, ledger }: RoomCopy): Promise<Unapplied[]> {
    const all = await readUnapplied(this.#wire, keys)
    for (const one of all) ledger.unapplied(one)
    this.#received = 0
    return all
  }

  receive(one: Unapplied): void {
    if (this.#learn(one)) this.#received += 1
  }

  /** Adds those whose event was missed. */
  async compare(): Promise<void> {
    const copy = this.#current()
    let looked = this.#received + MORE
    this.#received = 0
    for (;;) {
      const texts = await textsOf(this.#wire, copy.keys, looked)
      // The room has gone on with another copy meanwhile, whose list was read whole.
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
    // The key holds another type.
    if (error instanceof RefusedByRedis && error.code === 'WRONGTYPE') return []
    throw error
  }
}

/** Empty if the text is not a valid one: anyone with a `redis-cli` may write here. */
function parsed(text: string): Unapplied[] {
  try {
    const { data } = Unapplied.safeParse(JSON.parse(text))
    return data ? [data] : []
  } catch {
    return []
  }
}
