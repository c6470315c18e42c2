import type { Transaction } from '../../shared/journal.ts'

/* What the server and the thread of a strategy say to each other. */

/** Of an error that came from the account: the server keeps the error itself under `key`. */
export interface KeptError {
  key: number
  name: string
  message: string
}

export type ToThread =
  /** Import the file. */
  | { kind: 'load' }
  /** Run a transaction, with the memory of that instance. */
  | { kind: 'call'; call: number; instance: number; tx: Transaction; floor: number; maxAttempts: number }
  | { kind: 'answer'; ask: number; value: unknown }
  | { kind: 'refusal'; ask: number; error: KeptError }
  | { kind: 'ping' }
  /** Say when there is nothing left to do. */
  | { kind: 'rest'; rest: number }

/** What is known of the module once it is imported. */
export interface Exported {
  title: string
  /** As the file has it, unchecked. */
  claims?: unknown
  needs?: unknown
  takesBack?: unknown
}

/** An error that a strategy threw; with a `key` it came from the account and was handed on. */
export interface ThrownMessage {
  name: string
  message: string
  code?: string
  stack?: string
  key?: number
}

/** How a transaction ended: a word, or the receipt that a write of this very transaction was answered with. */
export type Answer = 'conflict' | 'rejected' | 'gave-up' | { receipt: number }

export type FromThread =
  | { kind: 'ready' }
  | ({ kind: 'loaded' } & Exported)
  | { kind: 'unloadable'; error: ThrownMessage }
  /** A verb of the account or the seam; what it is and with what is in `what`, to be checked. */
  | { kind: 'ask'; call: number; ask: number; what: unknown }
  /** The promise that a `step('blocked', promise)` waits for has settled. */
  | { kind: 'freed'; call: number; ask: number }
  /** A mutex is given back. */
  | { kind: 'release'; hold: number }
  | { kind: 'done'; call: number; answer: Answer }
  | { kind: 'threw'; call: number; error: ThrownMessage }
  /** `held`: bytes outside its heap. */
  | { kind: 'pong'; held: number }
  | { kind: 'rested'; rest: number }
