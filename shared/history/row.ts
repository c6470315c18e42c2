import { effectOf } from '../effect.ts'
import type { Operation } from './operation.ts'

/** An operation as a line of `jsonl` or `csv` shows it. */
export type Row = Operation & {
  /** What the write did to the balance; absent when an older version recorded it, which did not check. */
  effect?: number
}

export const rowOf = (operation: Operation, opening: number): Row =>
  operation.outcome !== 'applied' || operation.old
    ? operation
    : { ...operation, effect: effectOf(operation, opening) }
