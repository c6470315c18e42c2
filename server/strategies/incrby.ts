import type { Strategy } from '../account/account.ts'

/** The addition happens where the balance is. It commutes, but a rule that was checked first does not. */
export default {
  title: 'think, then INCRBY',
  claims: {
    lostUpdate: 'never',
    overdraft: 'possible',
    doubleApply: 'never',
    starvation: 'never',
    because: 'INCRBY adds to whatever the balance is by then, allowed or not',
  },
  async update(account, { amount }, step) {
    if (amount < 0 && account.floor === 0) {
      const { balance } = await account.get()
      if (balance + amount < account.floor) return 'rejected'
    }
    await step('think')
    return account.incrBy(amount)
  },
} satisfies Strategy
