import type { Entry } from '../../shared/journal.ts'
import type { Settings } from '../../shared/protocol.ts'
import { beganUnder, type Terms } from './terms.ts'

/** Withdrawals that wrote below zero while the room refused that. Only what this page saw happen is told. */
export interface Breaches {
  /** Their versions, as far as the window reaches. */
  readonly versions: Set<number>
  /** The newest since the rule is in force. */
  newest: Entry | null
}

export function createBreaches(): Breaches {
  return { versions: new Set(), newest: null }
}

/** A transaction that began before the rule does not break it. */
export function breaksRule(entry: Entry, settings: Settings, terms: Terms): boolean {
  if (settings.overdraft !== 'refused' || entry.amount > 0 || entry.wrote >= 0) return false
  return beganUnder(terms.overdraft, entry, entry.readAt)
}
