import type { Strategy } from '../account/account.ts'

/** The lesson: read, think, add, write. The last write erases all writes since its own read. */
export default {
  title: 'GET, think, SET',
  claims: {
    lostUpdate: 'possible',
    overdraft: 'never',
    doubleApply: 'never',
    starvation: 'never',
    because: 'the balance may change between GET and SET, and SET does not look',
  },
  async update(account, { amount }, step) {
    const seen = await account.get()
    if (amount < 0 && seen.balance + amount < account.floor) return 'rejected'
    await step('read', seen)
    return account.set(seen.balance + amount, seen)
  },
} satisfies Strategy
