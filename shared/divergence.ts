import type { AccountView } from './account-view.ts'
import { capitalised, count, money, signedMoney } from './money.ts'
import type { Tally } from './totals.ts'

export interface Divergence {
  mood: 'calm' | 'vanished' | 'appeared' | 'wrong' | 'unreadable'
  /** What happened to the money: "$150 vanished." */
  headline: string
  /** What caused it: "Three deposits were overwritten." */
  cause: string
}

/** What a page may know beyond the totals, from the transactions it has seen. */
export interface DivergenceFacts {
  /** Every false refusal is of a withdrawal that the balance covered, in a room that refuses overdrafts. */
  onlyCovered?: boolean
}

/**
 * The divergence in words, from the account's totals. A right sum is still called wrong when something wrong led to it:
 * lost or doubled updates, wrong amounts, refusals that are in the balance or had no reason, writes from outside.
 */
export function describeDivergence(account: AccountView, known: DivergenceFacts = {}): Divergence {
  const { actual, expected } = account
  const cause = causes(account, known)
  if (actual === null) {
    return {
      mood: 'unreadable',
      headline: 'The balance is not a number.',
      cause: 'It was written from outside. A reset opens a new account.',
    }
  }
  const divergence = actual - expected
  if (divergence < 0) return { mood: 'vanished', headline: `${money(-divergence)} vanished.`, cause }
  if (divergence > 0)
    return { mood: 'appeared', headline: `${money(divergence)} appeared from nowhere.`, cause }
  if (cause !== '') return { mood: 'wrong', headline: 'Balance right, bank wrong.', cause }
  if (account.applied > 0) {
    const none = account.applied === 1 ? 'not' : 'none'
    return {
      mood: 'calm',
      headline: 'It adds up.',
      cause: `${capitalised(count(account.applied, 'transaction'))}, ${none} lost.`,
    }
  }
  return {
    mood: 'calm',
    headline: 'They are equal.',
    cause:
      account.version === 0 ? 'Nothing has been booked yet.' : 'All that was booked has been taken back.',
  }
}

/** One sentence for each thing that went wrong; '' when nothing did. */
function causes(account: AccountView, { onlyCovered = false }: DivergenceFacts): string {
  const { lostDeposits, lostWithdrawals, doubled, forgotten, wrong, refusedInBalance, outside } = account
  const overwritten = [
    lostDeposits.count > 0 ? count(lostDeposits.count, 'deposit') : '',
    lostWithdrawals.count > 0 ? count(lostWithdrawals.count, 'withdrawal') : '',
  ].filter(Boolean)
  const sentences: string[] = []
  if (overwritten.length > 0) {
    const one = lostDeposits.count + lostWithdrawals.count === 1
    sentences.push(`${overwritten.join(' and ')} ${one ? 'was' : 'were'} overwritten.`)
  }
  if (forgotten.count > 0) sentences.push(`Redis forgot ${count(forgotten.count, 'transaction')}.`)
  if (doubled.count > 0) {
    sentences.push(
      `${count(doubled.count, 'transaction')} ${doubled.count === 1 ? 'was' : 'were'} booked more than once.`,
    )
  }
  if (wrong.count > 0) sentences.push(changedBy('wrong amount', wrong))
  if (refusedInBalance.count > 0) sentences.push(changedBy('refused transaction', refusedInBalance))
  if (account.falseRefusals.count > 0) sentences.push(refusedText(account.falseRefusals, onlyCovered))
  if (outside !== 0) sentences.push(`Writes from outside changed the balance by ${signedMoney(outside)}.`)
  return sentences.map(capitalised).join(' ')
}

function changedBy(noun: string, tally: Tally): string {
  const what = count(tally.count, noun)
  if (tally.sum === 0) return `${what} are in the balance and cancel each other out.`
  return `${what} changed the balance by ${signedMoney(tally.sum)}.`
}

function refusedText(tally: Tally, onlyCovered: boolean): string {
  const were = tally.count === 1 ? 'was' : 'were'
  return onlyCovered
    ? `${count(tally.count, 'withdrawal')} ${were} refused although the money was there.`
    : `${count(tally.count, 'transaction')} ${were} refused without a reason.`
}
