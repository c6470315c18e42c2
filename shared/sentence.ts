import type { AccountView } from './account-view.ts'
import { capitalised, count, money, signedMoney } from './money.ts'

export interface Divergence {
  mood: 'calm' | 'vanished' | 'appeared' | 'wrong' | 'unreadable'
  /** What happened to the money: "$150 vanished." */
  headline: string
  /** By whose hand: "Three deposits were overwritten." */
  cause: string
}

/** The divergence in words, from the account's totals. A right sum over lost updates is said to be wrong. */
export function describe(account: AccountView): Divergence {
  const { actual, expected } = account
  const cause = causes(account)
  if (actual === null) {
    return {
      mood: 'unreadable',
      headline: 'The balance is not a number.',
      cause: 'Somebody wrote it from outside. A reset opens a new account.',
    }
  }
  const divergence = actual - expected
  if (divergence < 0) return { mood: 'vanished', headline: `${money(-divergence)} vanished.`, cause }
  if (divergence > 0)
    return { mood: 'appeared', headline: `${money(divergence)} appeared from nowhere.`, cause }
  const gone = account.lostDeposits.count + account.lostWithdrawals.count + account.forgotten.count
  if (gone > 0 || account.doubled.count > 0 || account.outside !== 0) {
    return { mood: 'wrong', headline: 'Balance right, bank wrong.', cause }
  }
  if (account.applied === 0)
    return { mood: 'calm', headline: 'They are equal.', cause: 'Nobody has touched the account yet.' }
  return {
    mood: 'calm',
    headline: 'It adds up.',
    cause: `${capitalised(count(account.applied, 'transaction'))}, ${account.applied === 1 ? 'not' : 'none'} lost.`,
  }
}

function causes({ lostDeposits, lostWithdrawals, doubled, forgotten, outside }: AccountView): string {
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
  if (outside !== 0) sentences.push(`Somebody outside changed the balance by ${signedMoney(outside)}.`)
  return sentences.map(capitalised).join(' ')
}
