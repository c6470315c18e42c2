import { inert, quoted } from './csv-cell.ts'
import { type HistoryRow, rowsOf } from './history-row.ts'
import type { History } from './operation.ts'

const COLUMNS = [
  ...(['id', 'player', 'nickname', 'amount', 'outcome', 'why'] as const),
  ...(['seen', 'seenVersion', 'wrote', 'wroteVersion', 'again', 'call', 'return'] as const),
  ...([
    'effect',
    'lost',
    'basis',
    'either',
    'reverses',
    'noOverdraft',
    'fromVersion',
    'toVersion',
    'old',
  ] as const),
]
type Column = (typeof COLUMNS)[number]

/** The same as `jsonl`, with a header, by RFC 4180. A field that an operation lacks is empty. */
export function* csv(history: History): Generator<string> {
  yield COLUMNS.join(',')
  for (const row of rowsOf(history)) {
    yield COLUMNS.map((column) => cell(column, row)).join(',')
  }
}

function cell(column: Column, row: HistoryRow): string {
  const value = (row as Partial<Record<Column, string | number | boolean>>)[column]
  if (typeof value !== 'string') return value === undefined ? '' : String(value)
  const text = column === 'nickname' || (column === 'player' && !isId(value)) ? inert(value) : value
  return quoted(text)
}

/** Players of a room are random letters, digits, - and _, which stay as they are. Players of the demo are names. */
const isId = (player: string): boolean => player.length === 10 && /^[\w-]*$/.test(player)
