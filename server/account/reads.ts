import { NotSeen, type Seen } from './account.ts'

/** How many reads of one transaction the commit script is told, the newest ones. */
const TOLD = 64

/** All reads of the account by one transaction, over all its attempts. */
export class Reads {
  /** The newest read of each balance, in the order of reading. */
  readonly #byBalance = new Map<number, Seen>()
  readonly #known = new Set<string>()
  #last: Seen | undefined
  #lowest: Pick<Seen, 'balance' | 'version'> | undefined

  get last(): Seen | undefined {
    return this.#last
  }

  /** The lowest balance that the transaction met, in a read or in a script that answered `rejected`. */
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

  /** The reads, newest first; of equal balances only the newest. */
  newestFirst(): Pick<Seen, 'balance' | 'version'>[] {
    const all = [...this.#byBalance.values()].slice(-TOLD).reverse()
    return all.map(({ balance, version }) => ({ balance, version }))
  }

  /**
   * The read that a `SET` of `wrote` was computed from. That is `seen`, unless `wrote` is not `seen` + `amount` but
   * exactly another read of this transaction + `amount`. Throws `NotSeen` when `seen` was never read.
   */
  basisOf(wrote: number, seen: Seen, amount: number): Seen {
    if (!this.#known.has(idOf(seen))) throw new NotSeen(seen)
    if (seen.balance + amount === wrote) return seen
    return this.#byBalance.get(wrote - amount) ?? seen
  }
}

const idOf = ({ balance, version }: Seen): string => `${version}:${balance}`
