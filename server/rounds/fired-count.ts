import type { Unapplied } from '../../shared/room-view.ts'
import type { RoomCopy } from '../journal/room-copy.ts'

/** How many transactions of each player in the present epoch have an outcome. */
export class FiredCount {
  #copy: RoomCopy | undefined
  #read = 0
  readonly #own = new Map<string, Set<string>>()

  /** Begins with a new copy of the account. `unapplied`: the list in Redis. */
  begin(copy: RoomCopy, unapplied: readonly Unapplied[]): void {
    this.#copy = copy
    this.#read = 0
    this.#own.clear()
    for (const one of unapplied) this.unapplied(one)
  }

  unapplied({ player, tx }: Pick<Unapplied, 'player' | 'tx'>): void {
    const own = this.#own.get(player)
    if (own) own.add(tx)
    else this.#own.set(player, new Set([tx]))
  }

  of(player: string): number {
    const { lineage } = this.#copy?.ledger ?? {}
    for (; lineage && this.#read < lineage.head; this.#read++) {
      const entry = lineage.at(this.#read + 1)?.entry
      if (entry) this.unapplied(entry)
    }
    return this.#own.get(player)?.size ?? 0
  }
}
