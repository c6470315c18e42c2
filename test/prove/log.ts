/**
 * What the generator of a strategy knows of one order: the commands in the order in which they were carried out, and
 * the read that each written number was computed from. None of it comes from the journal.
 */
export type Event =
  | { process: number; did: 'begin' }
  /** It has leased a new connection, or sent WATCH on it. */
  | { process: number; did: 'lease' | 'watch' }
  | { process: number; did: 'get'; saw: { balance: number; version: number } }
  | { process: number; did: 'write'; write: Written; answered: WriteAnswer }
  /** `threw`: the name of the error. */
  | { process: number; did: 'end'; answered: 'booked' | 'rejected' | 'gave-up' | { threw: string } }

/** `no-answer`: the write was carried out, and its reply was lost. */
export type WriteAnswer = 'applied' | 'not applied' | 'conflict' | 'rejected' | 'no-answer' | 'wrote-nothing'

/** One write as its generator knows it. */
export interface Written {
  /** It has no idempotency key, so it books again a transaction that is booked. */
  unkeyed: boolean
  takesBack: boolean
  /** It runs a script of the strategy's own. */
  script: boolean
  /** It goes through a MULTI block on a connection that may watch. */
  exec: boolean
  /** What its number was computed from: a read of this transaction, the balance that it met, or nothing. */
  from: { read: number } | 'met' | 'nothing'
  /** Index of the read that it hands over. */
  handed?: number
  /** The command or script that writes also reads the stored balance, or compares with it. */
  looks: boolean
  /** The number that it writes; `adds` instead: the number that it adds to the balance it meets. */
  value?: number
  adds?: number
  /** It writes only if these hold when it is carried out. */
  only?: { balance?: number; version?: number; floor?: number }
  /** Writes nothing and answers this. */
  answers?: 'conflict' | 'rejected' | 'nothing'
}

export type Log = Event[]
