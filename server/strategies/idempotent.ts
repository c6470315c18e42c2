import type { Strategy } from '../account/account.ts'

/** Retries just as stubbornly, but every booking carries the transaction's id: Redis recognises the second one. */
export default {
  title: 'think, then INCRBY with a key, again until it answers',
  claims: {
    lostUpdate: 'never',
    overdraft: 'possible',
    doubleApply: 'never',
    starvation: 'never',
    because: 'the id is stored with the booking; a second booking finds it and gets the first receipt',
  },
  async update(account, { amount }, step) {
    if (amount < 0 && account.floor === 0) {
      const { balance } = await account.get()
      if (balance + amount < account.floor) return 'rejected'
    }
    await step('think')
    for (let attempt = 1; ; attempt++) {
      try {
        return await account.incrBy(amount)
      } catch (error) {
        if (attempt === account.maxAttempts) throw error
        await step('backoff')
      }
    }
  },
} satisfies Strategy
