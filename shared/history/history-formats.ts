/** A file format for a history. */
export interface HistoryFormat {
  /** For people: what it is and who reads it. */
  title: string
  reader: string
  contentType: string
  extension: string
  /** It has balances but no versions, so it cannot show every loss: see `blind-spot.ts`. */
  balancesOnly: boolean
  /** It has the amount of each write. A format without amounts cannot show a wrong amount. */
  amounts: boolean
}

const NDJSON = 'application/x-ndjson; charset=utf-8'
const EDN = 'application/edn; charset=utf-8'

/** Without the writers, so that the page can import the list alone. */
export const FORMATS = {
  jsonl: {
    title: 'JSON lines',
    reader: 'for your own programs: one operation a line',
    contentType: NDJSON,
    extension: 'jsonl',
    balancesOnly: false,
    amounts: true,
  },
  csv: {
    title: 'CSV',
    reader: 'for spreadsheets: the same as a table',
    contentType: 'text/csv; charset=utf-8; header=present',
    extension: 'csv',
    balancesOnly: false,
    amounts: true,
  },
  elle: {
    title: 'Elle',
    reader: 'the checker of Jepsen: rw-register, on versions',
    contentType: EDN,
    extension: 'elle.edn',
    balancesOnly: false,
    amounts: false,
  },
  'cas-register': {
    title: 'Knossos',
    reader: 'cas-register, in EDN',
    contentType: EDN,
    extension: 'cas-register.edn',
    balancesOnly: true,
    amounts: false,
  },
  porcupine: {
    title: 'Porcupine',
    reader: 'deposits that answer a balance, in JSON lines',
    contentType: NDJSON,
    extension: 'porcupine.jsonl',
    balancesOnly: true,
    amounts: true,
  },
} as const satisfies Record<string, HistoryFormat>

export type HistoryFormatName = keyof typeof FORMATS
export const FORMAT_NAMES = Object.keys(FORMATS) as [HistoryFormatName, ...HistoryFormatName[]]
export const isFormatName = (name: string): name is HistoryFormatName => Object.hasOwn(FORMATS, name)
