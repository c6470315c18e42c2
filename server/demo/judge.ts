import type { Entry } from '../../shared/journal.ts'
import { createLedger } from '../../shared/ledger.ts'
import type { Books, Planned } from './run-result.ts'

/** Derives from the journal of a run, and from `balance`, what became of every transaction. */
export function judge(
  opening: number,
  journal: readonly Entry[],
  balance: number,
): { expected: number; books: Books } {
  const ledger = createLedger(opening)
  for (const entry of journal) ledger.append(entry)
  ledger.settle()
  const { lineage, totals } = ledger
  const books: Books = {
    lost: [],
    doubled: [],
    kept: [],
    outside: totals.outside + balance - totals.wrote,
    refused: totals.conflicts,
  }
  /** The newest write of each transaction; a blind retry makes several. */
  const newest = new Map(lineage.nodes().map((node) => [node.entry.player, node]))
  for (const { entry, lostBy } of newest.values()) {
    const live = ledger.booking(entry.player, entry.tx)?.live ?? 0
    const by = lineage.at(lostBy)
    if (live > 0) books.kept.push(entry.player)
    if (live > 1) books.doubled.push(planned(entry))
    if (live === 0 && by) books.lost.push({ ...planned(entry), by: planned(by.entry) })
  }
  return { expected: totals.expected, books }
}

const planned = ({ player, amount }: Entry): Planned => ({ name: player, amount })
