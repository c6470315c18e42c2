import { NotSeen, type Seen } from './account.ts'

/** Reads of one transaction past which the oldest are no longer told to the commit script. */
const TOLD = 64

/** What one transaction has read of the account, all its attempts together. */
export class Reads {
  /** By balance, the newest of each; those read last stand last. */
  readonly #byBalance = new Map<number, Seen>()
  readonly #known = new Set<string>()
  #last: Seen | undefined
  #lowest: Pick<Seen, 'balance' | 'version'> | undefined

  get last(): Seen | undefined {
    return this.#last
  }

  /** The lowest balance that the transaction met, by a read or by a script that was refused for it. */
  get lowest(): Pick<Seen, 'balance' | 'version'> | undefined {
    return this.#lowest
  }

  meet({ balance, version }: Pick<Seen, 'balance' | 'version'>): void {
    if (balance < (this.#lowest?.balance ?? Number.POSITIVE_INFINITY)) this.#lowest = { version, balance }
  }

  note(seen: Seen): void {
    this.meet(seen)
    this.#last = seen
    this.#known.add(idOf(seen))
    this.#byBalance.delete(seen.balance)
    this.#byBalance.set(seen.balance, seen)
  }

  /** Of equal balances only the newest. */
  newestFirst(): Pick<Seen, 'balance' | 'version'>[] {
    const all = [...this.#byBalance.values()].slice(-TOLD).reverse()
    return all.map(({ balance, version }) => ({ balance, version }))
  }

  /**
   * The read that a `SET` of `wrote` was computed from: the one it hands over, unless the sum does not fit that and is
   * exactly another read of this transaction + `amount`. Throws `NotSeen` when it hands over what was never read.
   */
  basisOf(wrote: number, seen: Seen, amount: number): Seen {
    if (!this.#known.has(idOf(seen))) throw new NotSeen(seen)
    if (seen.balance + amount === wrote) return seen
    return this.#byBalance.get(wrote - amount) ?? seen
  }
}

const idOf = ({ balance, version }: Seen): string => `${version}:${balance}`
