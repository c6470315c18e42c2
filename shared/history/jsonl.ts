import type { History } from './operation.ts'
import { rowOf } from './row.ts'

/** Ours, one JSON object a line, in the order in which they ended: an operation as it is, and its effect. */
export function* jsonl({ opening, operations }: History): Generator<string> {
  for (const operation of operations) yield JSON.stringify(rowOf(operation, opening))
}
