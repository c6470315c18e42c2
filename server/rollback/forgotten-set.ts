import type { Forgotten, ForkPoint } from '../../shared/rewound.ts'
import { transactionKey } from '../../shared/transaction-key.ts'
import type { RoomCopy } from '../journal/room-copy.ts'

/** What is known to be forgotten since an account was opened, and where the histories parted last. */
export class ForgottenSet {
  forkPoint: ForkPoint | undefined
  readonly #forgotten = new Map<string, Forgotten>()

  /** Adds these, in the books of a copy, too. */
  learn({ epoch, ledger }: RoomCopy, forkPoint: ForkPoint | undefined, forgotten: Iterable<Forgotten>): void {
    this.forkPoint = forkPoint
    for (const one of forgotten) {
      this.#forgotten.set(transactionKey(one), one)
      // What is missing of a later account, which Redis does not know any more, is no part of this one.
      if (one.epoch === epoch) ledger.markForgotten(one)
    }
  }

  /** False when it was not among them. */
  unlearn(id: string): boolean {
    return this.#forgotten.delete(id)
  }

  all(): Forgotten[] {
    return [...this.#forgotten.values()]
  }

  /** Those that have not been booked anew. */
  present({ epoch, ledger }: RoomCopy): Forgotten[] {
    return this.all().filter(
      (one) => one.epoch !== epoch || ledger.booking(one.player, one.tx)?.forgotten === true,
    )
  }

  /** Only the node that has acknowledged a transaction knows whether a replica had confirmed it. */
  isNews(one: Forgotten): boolean {
    const known = this.#forgotten.get(transactionKey(one))
    return known === undefined || (known.replicas === undefined && one.replicas !== undefined)
  }
}
