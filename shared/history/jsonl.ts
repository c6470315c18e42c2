import type { History } from './operation.ts'

/** Ours, one JSON object a line: an operation as it is, in the order in which they ended. Nothing in it is derived. */
export function* jsonl({ operations }: History): Generator<string> {
  for (const operation of operations) yield JSON.stringify(operation)
}
