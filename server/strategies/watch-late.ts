import type { Strategy } from '../account/account.ts'

/** The watch comes after the read, so it guards against everything but what has already happened. */
export default {
  title: 'GET, think, WATCH, MULTI SET EXEC',
  claim: {
    oneNode: 'loses',
    manyNodes: 'loses',
    because: 'EXEC notices only what changed since WATCH, and the balance was read before it',
  },
  async update(account, { amount }, step) {
    return account.lease(async (connection) => {
      const seen = await connection.get()
      await step('read', seen)
      await connection.watch()
      return connection
        .multi()
        .set(seen.balance + amount, seen)
        .exec()
    })
  },
} satisfies Strategy
