import { casRegister } from './cas-register.ts'
import { csv } from './csv.ts'
import { elle } from './elle.ts'
import type { HistoryFormatName } from './history-formats.ts'
import { jsonl } from './jsonl.ts'
import type { History } from './operation.ts'
import { porcupine } from './porcupine.ts'

const writers: Record<HistoryFormatName, (history: History) => Iterable<string>> = {
  jsonl,
  csv,
  elle,
  'cas-register': casRegister,
  porcupine,
}

/** The history as text, line by line with the line's end, so that a long one need not be in memory as a whole. */
export function* linesOf(history: History, format: HistoryFormatName): Generator<string> {
  const end = format === 'csv' ? '\r\n' : '\n'
  for (const line of writers[format](history)) yield line + end
}
