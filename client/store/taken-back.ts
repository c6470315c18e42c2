import type { Entry } from '../../shared/journal.ts'
import type { Lineage } from '../../shared/lineage.ts'
import type { Unapplied } from '../../shared/protocol.ts'
import { transactionKey } from '../../shared/transaction-key.ts'

/** Transactions that this page knows to be taken back: their players were told that they are refused. */
export type TakenBack = ReadonlySet<string>

const NONE: TakenBack = new Set()

type PlayerTransaction = Pick<Entry, 'player' | 'tx'>

export function takenBackIn(lineage: Lineage<Entry>, unapplied: readonly Unapplied[]): TakenBack {
  const found = [
    ...lineage.nodes().flatMap(({ entry }) => (entry.reverses === undefined ? [] : [transactionKey(entry)])),
    ...unapplied.filter(({ why }) => why === 'taken-back').map(transactionKey),
  ]
  return found.length === 0 ? NONE : new Set(found)
}

export const isTakenBack = (
  { takenBack }: { takenBack: TakenBack },
  transaction: PlayerTransaction,
): boolean => takenBack.has(transactionKey(transaction))

/** The amount its player fired: a take-back books the opposite. */
export const amountOf = ({ amount, reverses }: Pick<Entry, 'amount' | 'reverses'>): number =>
  reverses === undefined ? amount : -amount
