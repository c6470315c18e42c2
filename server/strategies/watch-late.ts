import type { Strategy } from '../account/account.ts'

/** The watch comes after the read, so it misses every write between the two. */
export default {
  title: 'GET, think, WATCH, MULTI SET EXEC',
  claims: {
    lostUpdate: 'possible',
    overdraft: 'never',
    doubleApply: 'never',
    starvation: 'possible',
    because: 'EXEC notices only what changed since WATCH, and the balance was read before it',
  },
  async update(account, { amount }, step) {
    for (let attempt = 1; ; attempt++) {
      const answer = await account.lease(async (connection) => {
        const seen = await connection.get()
        if (amount < 0 && seen.balance + amount < account.floor) return 'rejected'
        await step('read', seen)
        await connection.watch()
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
