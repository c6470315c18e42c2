import type { Forgotten } from '../../shared/rewound.ts'
import { transactionKey } from '../../shared/transaction-key.ts'
import type { RoomCopy } from '../journal/room-copy.ts'
import type { Outcome } from '../transaction/in-flight.ts'

type Booked = Pick<Forgotten, 'tx' | 'player' | 'amount' | 'version'>

/**
 * The transactions that this node has told players are applied, until the journal has shown them; from then on the
 * room's copy knows them. Without this, a write would be forgotten unnoticed if its event and its Redis server were
 * lost together.
 */
export class Acknowledgements {
  readonly #nickname: (player: string) => string | undefined
  readonly #unseen = new Map<string, Forgotten>()
  /** How many replicas had confirmed a transaction of the present epoch, where the room asks for that. */
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

  /** The transactions that the journal has not shown yet. */
  unseen(): Forgotten[] {
    return [...this.#unseen.values()]
  }

  /** The copy equals the journal now. `checked` were acknowledged before that; missing ones have been reported. */
  seen(
    checked: readonly Forgotten[],
    { epoch, confirmedVersion }: Pick<RoomCopy, 'epoch' | 'confirmedVersion'>,
    isBooked: (player: string, tx: string) => boolean,
  ): void {
    for (const one of checked)
      if (one.epoch !== epoch || one.version <= confirmedVersion || !isBooked(one.player, one.tx))
        this.#unseen.delete(transactionKey(one))
  }

  /** The room has another epoch. */
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
