import type { Strategy } from '../account/account.ts'

/** The lesson's next step: a lock in the memory of the process. Another process has a lock of its own. */
export default {
  title: 'mutex in the process, GET, think, SET',
  claims: {
    lostUpdate: { oneNode: 'never', manyNodes: 'possible' },
    overdraft: 'never',
    doubleApply: 'never',
    starvation: 'never',
    because: 'a mutex keeps out only transactions of its own process; another process has another mutex',
  },
  toSee: 'start the server with --nodes 2, and have players on both nodes',
  async update(account, { amount }, step) {
    const release = await step('blocked', account.mutex.acquire())
    try {
      const seen = await account.get()
      if (amount < 0 && seen.balance + amount < account.floor) return 'rejected'
      await step('read', seen)
      return await account.set(seen.balance + amount, seen)
    } finally {
      release()
    }
  },
} satisfies Strategy
