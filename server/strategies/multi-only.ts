import type { Strategy } from '../account/account.ts'

/** The write in a MULTI block. The read comes before the block and is not protected by it. */
export default {
  title: 'GET, think, MULTI SET EXEC',
  claims: {
    lostUpdate: 'possible',
    overdraft: 'never',
    doubleApply: 'never',
    starvation: 'never',
    because: 'MULTI keeps others out of the block, not out of the time since the GET',
  },
  async update(account, { amount }, step) {
    return account.lease(async (connection) => {
      const seen = await connection.get()
      if (amount < 0 && seen.balance + amount < account.floor) return 'rejected'
      await step('read', seen)
      return connection
        .multi()
        .set(seen.balance + amount, seen)
        .exec()
    })
  },
} satisfies Strategy
