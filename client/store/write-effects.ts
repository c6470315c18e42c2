import type { Entry } from '../../shared/journal.ts'
import { transactionKey } from '../../shared/transaction-key.ts'
import { effectOf, outsideChangeOf } from '../../shared/write-effect.ts'
import type { Room } from './room.ts'
import { amountOf } from './taken-back.ts'

export const effectIn = ({ account }: Pick<Room, 'account'>, entry: Entry): number =>
  effectOf(entry, account.opening)

/** What a write from outside (`redis-cli SET`) did to the balance that this write built on; 0 when none is known. */
export function outsideIn({ account, lineage }: Pick<Room, 'account' | 'lineage'>, entry: Entry): number {
  return outsideChangeOf(entry, account.opening, lineage.at(entry.parent)?.entry.wrote)
}

export const isWrong = (room: Pick<Room, 'account'>, entry: Entry): boolean =>
  effectIn(room, entry) !== entry.amount

/** The newest write in the balance that is a wrong amount, or the newest of `player`. */
export function newestWrong(room: Pick<Room, 'account' | 'lineage'>, player?: string): Entry | undefined {
  const isTheirs = (entry: Entry) => player === undefined || entry.player === player
  return room.lineage
    .nodes()
    .findLast(({ entry, state }) => state !== 'lost' && isTheirs(entry) && isWrong(room, entry))?.entry
}

/** A transaction that was taken back, by its bookings and its take-back. */
export interface Withdrawn {
  player: string
  amount: number
  /** What it left in the balance; 0 when all is well. */
  effect: number
  back: Entry
  /** The write that overwrote the take-back, if one did. */
  lostBy: Entry | undefined
  first: Entry | undefined
}

/** What became of the transaction that `back` takes back. `effect` is 0 when its booking is not in the window. */
export function withdrawnBy(room: Pick<Room, 'account' | 'lineage'>, back: Entry): Withdrawn {
  const { lineage } = room
  const id = transactionKey(back)
  const all = lineage.nodes().filter(({ entry }) => transactionKey(entry) === id)
  const bookings = all.filter(({ entry }) => entry.reverses === undefined)
  const live = all.filter(({ state }) => state !== 'lost')
  const effect = bookings.length === 0 ? 0 : live.reduce((sum, { entry }) => sum + effectIn(room, entry), 0)
  const node = lineage.at(back.version)
  const lostBy = node?.state === 'lost' ? lineage.at(node.lostBy)?.entry : undefined
  return { player: back.player, amount: amountOf(back), effect, back, lostBy, first: bookings[0]?.entry }
}

/** The newest transaction that was taken back and still has an effect on the balance. */
export function newestInBalance(room: Pick<Room, 'account' | 'lineage'>): Withdrawn | undefined {
  const nodes = room.lineage.nodes()
  for (let index = nodes.length - 1; index >= 0; index--) {
    const entry = nodes[index]?.entry
    if (entry?.reverses === undefined) continue
    const withdrawn = withdrawnBy(room, entry)
    if (withdrawn.effect !== 0) return withdrawn
  }
  return undefined
}
