import type { Forgotten } from '../../shared/rewound.ts'
import { transactionKey } from '../../shared/transaction-key.ts'
import type { RoomCopy } from '../journal/room-copy.ts'
import type { Outcome } from '../transaction/in-flight.ts'

type Booked = Pick<Forgotten, 'tx' | 'player' | 'amount' | 'version'>

/**
 * What this node has told players is applied, kept until the journal has shown it: from then on the room's copy knows
 * it. Without this, a write whose event was lost together with the server that made it would be missed by nobody.
 */
export class Acknowledgements {
  readonly #nickname: (player: string) => string | undefined
  readonly #unseen = new Map<string, Forgotten>()
  /** How many replicas had confirmed a transaction, where that was asked; of the present account. */
  readonly #replicas = new Map<string, number>()

  constructor(nickname: (player: string) => string | undefined) {
    this.#nickname = nickname
  }

  note(epoch: number, { receipt, replicas }: Outcome): void {
    if (receipt.outcome !== 'applied') return
    const id = transactionKey(receipt.entry)
    if (replicas !== undefined) this.#replicas.set(id, replicas)
    this.#unseen.set(id, this.described(receipt.entry, epoch))
  }

  /** Those not seen in the journal yet. */
  unseen(): Forgotten[] {
    return [...this.#unseen.values()]
  }

  /** The copy equals the journal now; `checked` were acknowledged before that was asked. What is not booked has been told. */
  seen(
    checked: readonly Forgotten[],
    { epoch, sure }: Pick<RoomCopy, 'epoch' | 'sure'>,
    isBooked: (player: string, tx: string) => boolean,
  ): void {
    for (const one of checked)
      if (one.epoch !== epoch || one.version <= sure || !isBooked(one.player, one.tx))
        this.#unseen.delete(transactionKey(one))
  }

  /** The account has another life. */
  clear(): void {
    this.#unseen.clear()
    this.#replicas.clear()
  }

  described({ tx, player, amount, version }: Booked, epoch: number): Forgotten {
    const nickname = this.#nickname(player)
    const replicas = this.#replicas.get(transactionKey({ player, tx }))
    return {
      ...{ tx, player, amount, epoch, version },
      ...(nickname !== undefined && { nickname }),
      ...(replicas !== undefined && { replicas }),
    }
  }
}
