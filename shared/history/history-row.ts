import { effectOf } from '../write-effect.ts'
import type { History, Operation } from './operation.ts'

/** An operation as a line of `jsonl` or `csv` shows it. */
export type HistoryRow = Operation & {
  /** What the write did to the balance; absent when an older version recorded it, which did not check. */
  effect?: number
  /** The write was overwritten, and is not in the last balance of this history. */
  lost?: true
}

/** The lines of a history, in the order of its operations. */
export function* rowsOf({ opening, operations }: History): Generator<HistoryRow> {
  const inBalance = survivorsOf(operations)
  for (const operation of operations) {
    if (operation.outcome !== 'applied') yield operation
    else {
      const row: HistoryRow = { ...operation }
      if (!operation.old) row.effect = effectOf(operation, opening)
      if (!inBalance.has(operation.wroteVersion)) row.lost = true
      yield row
    }
  }
}

/** The versions in the last balance: the newest write, the one that it was built on, and so on. */
function survivorsOf(operations: readonly Operation[]): Set<number> {
  const parents = new Map<number, number>()
  let newest = 0
  for (const operation of operations) {
    if (operation.outcome !== 'applied') continue
    parents.set(operation.wroteVersion, operation.seenVersion)
    newest = Math.max(newest, operation.wroteVersion)
  }
  const survivors = new Set<number>()
  for (let at: number | undefined = newest; at !== undefined && !survivors.has(at); at = parents.get(at))
    survivors.add(at)
  return survivors
}
