import type { Strategy } from '../account/account.ts'

/** No answer, so it sends the deposit again. Only the reply was lost: the deposit is booked twice. */
export default {
  title: 'think, then INCRBY, again until it answers',
  claims: {
    lostUpdate: 'never',
    overdraft: 'possible',
    doubleApply: 'possible',
    starvation: 'never',
    because: 'a lost reply looks like a lost request, and nothing tells the two bookings apart',
  },
  toSee: 'let replies be lost',
  async update(account, { amount }, step) {
    if (amount < 0 && account.floor === 0) {
      const { balance } = await account.get()
      if (balance + amount < account.floor) return 'rejected'
    }
    await step('think')
    for (let attempt = 1; ; attempt++) {
      try {
        return await account.withoutKey.incrBy(amount)
      } catch (error) {
        if (attempt === account.maxAttempts) throw error
        await step('backoff')
      }
    }
  },
} satisfies Strategy
