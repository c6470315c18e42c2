import type { Transaction } from '../../shared/journal.ts'

/* The messages between the server and a strategy's thread. */

/** Describes an error of the account. The server keeps the error itself under `key`. */
export interface KeptError {
  key: number
  name: string
  message: string
}

export type ToThread =
  /** Import the file. */
  | { kind: 'load' }
  /** Run a transaction in the module copy (the memory) of that instance. */
  | { kind: 'call'; call: number; instance: number; tx: Transaction; floor: number; maxAttempts: number }
  | { kind: 'answer'; ask: number; value: unknown }
  | { kind: 'refusal'; ask: number; error: KeptError }
  | { kind: 'ping' }
  /** Answer `rested` when there is nothing left to do. */
  | { kind: 'rest'; rest: number }

/** The module's exports, after the import. */
export interface ExportedStrategy {
  title: string
  /** As in the file, unchecked. */
  claims?: unknown
  needs?: unknown
  takesBack?: unknown
}

/** An error that a strategy threw. With a `key`, the account threw it and the strategy rethrew it. */
export interface ThrownMessage {
  name: string
  message: string
  code?: string
  stack?: string
  key?: number
}

/** How a transaction ended: a word, or the receipt of one of its own writes. */
export type CallAnswer = 'conflict' | 'rejected' | 'gave-up' | { receipt: number }

export type FromThread =
  | { kind: 'ready' }
  | ({ kind: 'loaded' } & ExportedStrategy)
  | { kind: 'unloadable'; error: ThrownMessage }
  /** A call of the account or of `step`: `what` holds its verb and arguments, unchecked. */
  | { kind: 'ask'; call: number; ask: number; what: unknown }
  /** The promise of a `step('blocked', promise)` has settled. */
  | { kind: 'freed'; call: number; ask: number }
  /** The strategy has released a mutex. */
  | { kind: 'release'; hold: number }
  | { kind: 'done'; call: number; answer: CallAnswer }
  | { kind: 'threw'; call: number; error: ThrownMessage }
  /** `held`: bytes outside the thread's heap. */
  | { kind: 'pong'; held: number }
  | { kind: 'rested'; rest: number }
