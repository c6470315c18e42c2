import { effectOf } from '../write-effect.ts'
import type { Operation } from './operation.ts'

/** An operation as a line of `jsonl` or `csv` shows it. */
export type HistoryRow = Operation & {
  /** What the write did to the balance; absent when an older version recorded it, which did not check. */
  effect?: number
}

export const rowOf = (operation: Operation, opening: number): HistoryRow =>
  operation.outcome !== 'applied' || operation.old
    ? operation
    : { ...operation, effect: effectOf(operation, opening) }
