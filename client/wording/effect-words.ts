import type { Entry } from '../../shared/journal.ts'
import { signed } from '../../shared/money.ts'
import type { Unapplied } from '../../shared/protocol.ts'

/** What a transaction did to the balance instead of its amount. */
export function insteadOf(amount: number, effect: number): string {
  return `${effect === 0 ? 'nothing' : signed(effect)} instead of ${signed(amount)}`
}

/** Why a refusal was false. */
export function noReasonText({ amount, noOverdraft }: Pick<Unapplied, 'amount' | 'noOverdraft'>): string {
  if (amount > 0) return 'no rule of the room refuses a deposit'
  return noOverdraft ? 'the money was there all the while' : 'the room allowed overdrafts'
}

export const NOT_JUDGED_TEXT = 'not judged: its record does not say which balances it met'

/** A note where the journal cannot tell what a write built on; usually ''. */
export function eitherText({ either }: Pick<Entry, 'either'>): string {
  return either === undefined
    ? ''
    : 'the journal cannot tell which of two equal balances it was computed from'
}

/** A note shown while some of the shown entries were recorded by an older version. */
export const OLD_TEXT = 'Recorded by an older version, which did not check what a write built on'
