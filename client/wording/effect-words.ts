import type { Entry } from '../../shared/journal.ts'
import { signed } from '../../shared/money.ts'
import type { Unapplied } from '../../shared/protocol.ts'

/** What a transaction did to the balance, where that is not its amount. */
export function insteadOf(amount: number, effect: number): string {
  return `${effect === 0 ? 'nothing' : signed(effect)} instead of ${signed(amount)}`
}

/** Why there was no reason to refuse it. */
export function noReasonText({ amount, noOverdraft }: Pick<Unapplied, 'amount' | 'noOverdraft'>): string {
  if (amount > 0) return 'no rule of the room refuses a deposit'
  return noOverdraft ? 'the money was there all the while' : 'the room allowed overdrafts'
}

export const NOT_JUDGED_TEXT = 'not judged: its record does not say which balances it met'

/** Where the journal cannot tell what a write built on; '' mostly. */
export function eitherText({ either }: Pick<Entry, 'either'>): string {
  return either === undefined
    ? ''
    : 'the journal cannot tell which of two equal balances it was computed from'
}

/** Said where entries of an older version are among those that are shown. */
export const OLD_TEXT = 'Recorded by an older version: what a write built on was taken on trust'
