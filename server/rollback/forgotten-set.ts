import type { Forgotten, ForkPoint } from '../../shared/rewound.ts'
import { transactionKey } from '../../shared/transaction-key.ts'
import type { RoomCopy } from '../journal/room-copy.ts'

/** The known forgotten writes of an account, and where the histories parted last. */
export class ForgottenSet {
  forkPoint: ForkPoint | undefined
  readonly #forgotten = new Map<string, Forgotten>()

  /** Adds these, and marks them in the ledger of the room's copy. */
  add({ epoch, ledger }: RoomCopy, forkPoint: ForkPoint | undefined, forgotten: Iterable<Forgotten>): void {
    this.forkPoint = forkPoint
    for (const one of forgotten) {
      this.#forgotten.set(transactionKey(one), one)
      // A write of a later epoch that Redis has forgotten is not part of this account.
      if (one.epoch === epoch) ledger.markForgotten(one)
    }
  }

  /** Removes one. False when it was not known. */
  remove(id: string): boolean {
    return this.#forgotten.delete(id)
  }

  all(): Forgotten[] {
    return [...this.#forgotten.values()]
  }

  /** The writes that have not been booked again. */
  present({ epoch, ledger }: RoomCopy): Forgotten[] {
    return this.all().filter(
      (one) => one.epoch !== epoch || ledger.booking(one.player, one.tx)?.forgotten === true,
    )
  }

  /** True if it is unknown here, or brings the number of replicas, which only the acknowledging node knows. */
  isNews(one: Forgotten): boolean {
    const known = this.#forgotten.get(transactionKey(one))
    return known === undefined || (known.replicas === undefined && one.replicas !== undefined)
  }
}
