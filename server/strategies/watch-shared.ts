import type { Strategy } from '../account/account.ts'

/** The right commands, but on one connection that all transactions share: the first EXEC ends every WATCH on it. */
export default {
  title: 'WATCH, GET, think, MULTI SET EXEC on a shared connection',
  claims: {
    lostUpdate: 'possible',
    overdraft: 'never',
    doubleApply: 'never',
    starvation: { oneNode: 'never', manyNodes: 'possible' },
    because: 'a connection has one set of watched keys, and any EXEC on it clears the set for all',
  },
  async update(account, { amount }, step) {
    for (let attempt = 1; ; attempt++) {
      const answer = await account.shared(async (connection) => {
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
