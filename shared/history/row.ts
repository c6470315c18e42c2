import { effectOf } from '../effect.ts'
import type { Operation } from './operation.ts'

/** An operation as a program or a table is told of it. */
export type Row = Operation & {
  /** What the write did to the balance; absent where an older version recorded it, which did not look. */
  effect?: number
}

export const rowOf = (operation: Operation, opening: number): Row =>
  operation.outcome !== 'applied' || operation.old
    ? operation
    : { ...operation, effect: effectOf(operation, opening) }
