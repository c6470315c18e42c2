import type { Strategy } from '../account/account.ts'

/**
 * Optimistic locking in one command. It compares the value: a balance that changed and changed back is no
 * conflict. For a sum that is harmless, because the same balance plus the amount is the same sum. For a value that
 * stands for a version, or for the holder of a lock, it would be a bug.
 */
export default {
  title: 'GET, think, SET IFEQ',
  claims: {
    lostUpdate: 'never',
    overdraft: 'never',
    doubleApply: 'never',
    starvation: 'possible',
    because: 'SET IFEQ writes only if the balance is still the number that was read',
  },
  needs: 'set-ifeq',
  async update(account, { amount }, step) {
    for (let attempt = 1; ; attempt++) {
      const seen = await account.get()
      if (amount < 0 && seen.balance + amount < account.floor) return 'rejected'
      await step('read', seen)
      const answer = await account.setIfEq(seen.balance + amount, seen)
      if (answer !== 'conflict') return answer
      if (attempt === account.maxAttempts) return 'gave-up'
      await step('backoff')
    }
  },
} satisfies Strategy
