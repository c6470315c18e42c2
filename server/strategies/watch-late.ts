import type { Strategy } from '../account/account.ts'

const ATTEMPTS = 12

/** The watch comes after the read, so it guards against everything but what has already happened. */
export default {
  title: 'GET, think, WATCH, MULTI SET EXEC',
  claim: {
    oneNode: 'loses',
    manyNodes: 'loses',
    because: 'EXEC notices only what changed since WATCH, and the balance was read before it',
  },
  async update(account, { amount }, step) {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const answer = await account.lease(async (connection) => {
        const seen = await connection.get()
        await step('read', seen)
        await connection.watch()
        return connection
          .multi()
          .set(seen.balance + amount, seen)
          .exec()
      })
      if (answer !== 'conflict') return answer
      await step('backoff')
    }
    return 'gave-up'
  },
} satisfies Strategy
