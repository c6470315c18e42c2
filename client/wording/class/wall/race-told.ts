import type { AccountView } from '../../../../shared/account-view.ts'
import type { WallTexts } from './texts.ts'

/** The account of a race in words: what became of the money, and how many updates are lost. */
export function raceTold(account: AccountView, words: WallTexts): { headline: string; cause: string } {
  const { actual, expected, applied, lostDeposits, lostWithdrawals } = account
  const lost = lostDeposits.count + lostWithdrawals.count
  const headline = words.headline(actual === null ? null : actual - expected, lost)
  if (applied === 0) return { headline, cause: words.nothingYet }
  return { headline, cause: lost > 0 ? `${words.lostOf(lost, applied)}.` : words.noneLost(applied) }
}
