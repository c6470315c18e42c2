import type { Strategy } from '../../server/account/account.ts'
import naive from '../../server/strategies/naive.ts'
import watchLate from '../../server/strategies/watch-late.ts'

/** Strategies that the lessons speak of and the game does not have, by the names that the figures give them. */
export const PATCHED: Readonly<Record<string, Strategy>> = {
  'naive without a delay': {
    ...naive,
    title: 'GET, SET',
    async update(account, { amount }) {
      const seen = await account.get()
      return account.set(seen.balance + amount, seen)
    },
  },
  'watch-late without a delay': {
    ...watchLate,
    title: 'GET, WATCH, MULTI SET EXEC',
    update: (account, transaction) => watchLate.update(account, transaction, async () => {}),
  },
}
