import type { Strategy } from '../account/account.ts'

const TTL_MS = 3000

/** The release deletes the lock without checking its owner: a late transaction frees the lock of another one. */
export default {
  title: 'SET NX PX, GET, think, SET, DEL',
  claims: {
    lostUpdate: 'possible',
    overdraft: 'never',
    doubleApply: 'never',
    starvation: 'possible',
    because: 'DEL does not check whose lock it is, so one late release lets two others in at once',
  },
  toSee: `set the delay above ${TTL_MS / 1000} s, the life of the lock`,
  async update(account, { id, amount }, step) {
    while (!(await account.lock.set(id, TTL_MS))) await step('blocked')
    try {
      const seen = await account.get()
      if (amount < 0 && seen.balance + amount < account.floor) return 'rejected'
      await step('read', seen)
      return await account.set(seen.balance + amount, seen)
    } finally {
      await account.lock.del()
    }
  },
} satisfies Strategy
