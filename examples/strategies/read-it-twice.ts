import type { Strategy } from '../../server/account/account.ts'

/** Thinks, then reads again, and writes only if no other write came in between. */
export default {
  title: 'GET, think, GET, SET if it is still the same',
  async update(account, { amount }, step) {
    for (let attempt = 1; ; attempt++) {
      const before = await account.get()
      if (amount < 0 && before.balance + amount < account.floor) return 'rejected'
      await step('read', before)

      // The version rises with every write, so a balance that changed and changed back is noticed, too.
      const now = await account.get()
      if (now.version === before.version) return account.set(now.balance + amount, now)

      if (attempt === account.maxAttempts) return 'gave-up'
      await step('backoff')
    }
  },
} satisfies Strategy
