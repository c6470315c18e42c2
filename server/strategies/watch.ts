import type { Strategy } from '../account/account.ts'

/** Optimistic locking: a transaction that finds another write since its read starts again. */
export default {
  title: 'WATCH, GET, think, MULTI SET EXEC',
  claims: {
    lostUpdate: 'never',
    overdraft: 'never',
    doubleApply: 'never',
    starvation: 'possible',
    because: 'EXEC writes only if the watched balance is still the one that was read',
  },
  async update(account, { amount }, step) {
    for (let attempt = 1; ; attempt++) {
      const answer = await account.lease(async (connection) => {
        await connection.watch()
        const seen = await connection.get()
        if (amount < 0 && seen.balance + amount < account.floor) return 'rejected'
        await step('read', seen)
        return connection
          .multi()
          .set(seen.balance + amount, seen)
          .exec()
      })
      if (answer !== 'conflict') return answer
      if (attempt === account.maxAttempts) return 'gave-up'
      await step('backoff')
    }
  },
} satisfies Strategy
