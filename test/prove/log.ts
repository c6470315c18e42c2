/**
 * What the maker of a strategy knows of one order: the commands as they were carried out, and for each write which read
 * its number was computed from. Nothing of it comes from the journal.
 */
export type Event =
  | { process: number; did: 'begin' }
  /** It has a new connection, or watches on it. */
  | { process: number; did: 'lease' | 'watch' }
  | { process: number; did: 'get'; saw: { balance: number; version: number } }
  | { process: number; did: 'write'; write: Written; answered: WriteAnswer }
  /** `threw`: by the name of the error. */
  | { process: number; did: 'end'; answered: 'booked' | 'rejected' | 'gave-up' | { threw: string } }

/** `no-answer`: it was carried out, and its reply was lost. */
export type WriteAnswer = 'applied' | 'not applied' | 'conflict' | 'rejected' | 'no-answer' | 'wrote-nothing'

/** One write as its maker knows it. */
export interface Written {
  /** Books although it was booked. */
  unkeyed: boolean
  takesBack: boolean
  /** It is a script of the strategy's own. */
  script: boolean
  /** It goes through a MULTI block on a connection that may watch. */
  exec: boolean
  /** What its number was computed from: a read of this transaction, the balance that it met, or nothing. */
  from: { read: number } | 'met' | 'nothing'
  /** The read that it hands over. */
  handed?: number
  /** It computes from the stored balance, or compares with it, in the very command that writes. */
  looks: boolean
  /** The number it writes; `adds`: to what it meets. */
  value?: number
  adds?: number
  /** Writes only if this is still so. */
  only?: { balance?: number; version?: number; floor?: number }
  /** Writes nothing and answers this. */
  answers?: 'conflict' | 'rejected' | 'nothing'
}

export type Log = Event[]
