import type { Entry, Receipt } from '../../../shared/journal.ts'
import { createLedger, type Ledger } from '../../../shared/ledger.ts'
import { effectOf } from '../../../shared/write-effect.ts'
import type { Books, PlannedTransaction, UnappliedTransaction } from './run-result.ts'

/** How a transaction ended. */
export interface EndedTransaction {
  tx: string
  planned: PlannedTransaction
  receipt: Receipt
  /** Its strategy answered `rejected`, but did not take its booking back: the booking is in force. */
  refusedYetBooked: boolean
}

export interface Judged {
  expected: number
  unapplied: UnappliedTransaction[]
  books: Books
}

/** Derives the fate of every transaction from a run's journal, its final balance and its receipts. */
export function judgeJournal(
  opening: number,
  journal: readonly Entry[],
  balance: number,
  ended: readonly EndedTransaction[] = [],
): Judged {
  const ledger = createLedger(opening)
  for (const entry of journal) ledger.append(entry)
  for (const { tx, planned, receipt } of ended)
    if (receipt.outcome !== 'applied')
      ledger.refusals.note({ ...receipt, tx, player: planned.name, amount: planned.amount })
  ledger.settle()
  const { lineage, totals } = ledger
  const books: Books = {
    ...{ lost: [], doubled: [], wrong: [], below: [], refusedInBalance: [], falselyRefused: [], kept: [] },
    outside: totals.outside + balance - totals.wrote,
    unexplained: 0,
    refused: totals.conflicts,
  }
  /** The newest write of each transaction; a blind retry makes several. */
  const newest = new Map(
    lineage
      .nodes()
      .filter(({ entry }) => entry.reverses === undefined)
      .map((node) => [node.entry.player, node]),
  )
  let explained = books.outside
  for (const { entry, lostBy } of newest.values()) {
    const booking = ledger.booking(entry.player, entry.tx)
    if (!booking) continue
    const { live, effect, takenBack } = booking
    const one = planned(entry)
    if (takenBack) {
      if (effect !== 0) books.refusedInBalance.push({ ...one, effect })
      explained += effect
      continue
    }
    const by = lineage.at(lostBy)
    if (live > 0) books.kept.push(entry.player)
    if (live > 1) books.doubled.push(one)
    if (live === 0 && by) books.lost.push({ ...one, by: planned(by.entry) })
    if (live > 0 || by) explained += effect - entry.amount
  }
  for (const { entry, state } of lineage.nodes()) {
    const effect = effectOf(entry, opening)
    const takenBack = ledger.booking(entry.player, entry.tx)?.takenBack === true
    if (state === 'live' && !takenBack && effect !== entry.amount)
      books.wrong.push({ ...planned(entry), effect })
    if (entry.noOverdraft && !takenBack && entry.amount < 0 && entry.wrote < 0)
      books.below.push({ ...planned(entry), effect: entry.wrote })
  }
  for (const { tx, planned, refusedYetBooked } of ended) {
    if (ledger.refusals.isFalse(planned.name, tx)) books.falselyRefused.push(planned)
    const effect = ledger.booking(planned.name, tx)?.effect ?? 0
    if (refusedYetBooked && effect !== 0) books.refusedInBalance.push({ ...planned, effect })
  }
  books.unexplained = balance - totals.expected - explained
  return { expected: totals.expected, unapplied: ended.flatMap((one) => unappliedOf(one, ledger)), books }
}

/** A transaction in the journal is applied, even if its receipt says otherwise because it was in doubt. */
function unappliedOf({ tx, planned, receipt }: EndedTransaction, ledger: Ledger): UnappliedTransaction[] {
  if (receipt.outcome === 'applied') return []
  const booking = ledger.booking(planned.name, tx)
  if (booking && !booking.takenBack) return []
  return [{ ...planned, outcome: receipt.outcome, why: receipt.why }]
}

const planned = ({ player, amount, reverses }: Entry): PlannedTransaction => ({
  name: player,
  amount: reverses === undefined ? amount : -amount,
})
