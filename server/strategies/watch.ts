import type { Strategy } from '../account/account.ts'

const ATTEMPTS = 12

/** Optimistic locking: whoever finds that somebody else wrote in between starts again. */
export default {
  title: 'WATCH, GET, think, MULTI SET EXEC',
  claim: {
    oneNode: 'keeps',
    manyNodes: 'keeps',
    because: 'EXEC writes only if the watched balance is still the one that was read',
  },
  async update(account, { amount }, step) {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const answer = await account.lease(async (connection) => {
        await connection.watch()
        const seen = await connection.get()
        await step('read', seen)
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
