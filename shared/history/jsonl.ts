import { rowOf } from './history-row.ts'
import type { History } from './operation.ts'

/** Our own format, one JSON object a line: each operation and its effect, in the order in which they ended. */
export function* jsonl({ opening, operations }: History): Generator<string> {
  for (const operation of operations) yield JSON.stringify(rowOf(operation, opening))
}
