import type { Strategy } from '../account/account.ts'

/** Redis itself adds, and the order of additions does not matter. But a rule that was checked before may be broken. */
export default {
  title: 'think, then INCRBY',
  claims: {
    lostUpdate: 'never',
    overdraft: 'possible',
    doubleApply: 'never',
    starvation: 'never',
    because: 'INCRBY adds to the balance of that moment, even when the rule forbids it by then',
  },
  toSee: 'refuse overdrafts, and withdraw twice at once',
  async update(account, { amount }, step) {
    if (amount < 0 && account.floor === 0) {
      const { balance } = await account.get()
      if (balance + amount < account.floor) return 'rejected'
    }
    await step('think')
    return account.incrBy(amount)
  },
} satisfies Strategy
