import type { Strategy } from '../account/account.ts'

/** The lesson: read, think, add, write. Whoever writes last erases what came between. */
export default {
  title: 'GET, think, SET',
  claim: {
    oneNode: 'loses',
    manyNodes: 'loses',
    because: 'the balance may change between GET and SET, and SET does not look',
  },
  async update(account, { amount }, step) {
    const seen = await account.get()
    await step('read', seen)
    return account.set(seen.balance + amount, seen)
  },
} satisfies Strategy
