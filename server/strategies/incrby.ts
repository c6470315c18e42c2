import type { Strategy } from '../account/account.ts'

/** The addition happens where the balance is. It commutes, so there is no order to get wrong. */
export default {
  title: 'think, then INCRBY',
  claim: {
    oneNode: 'keeps',
    manyNodes: 'keeps',
    because: 'INCRBY adds to whatever the balance is; nobody writes what they once read',
  },
  async update(account, { amount }, step) {
    await step('think')
    return account.incrBy(amount)
  },
} satisfies Strategy
