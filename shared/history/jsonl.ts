import { rowsOf } from './history-row.ts'
import type { History } from './operation.ts'

/** Our own format, one JSON object a line: each operation and its effect, in the order in which they ended. */
export function* jsonl(history: History): Generator<string> {
  for (const row of rowsOf(history)) yield JSON.stringify(row)
}
