import type { Strategy } from '../account/account.ts'

const TTL_MS = 3000
const RELEASE = `if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end`

/**
 * Mutual exclusion with a TTL. A transaction that thinks for longer than the TTL is no longer alone. Newer servers have
 * the checked release as one command, DELIFEQ or DELEX … IFEQ: see docs/redis.md.
 */
export default {
  title: 'SET NX PX, GET, think, SET, checked release',
  claims: {
    lostUpdate: 'possible',
    overdraft: 'never',
    doubleApply: 'never',
    starvation: 'possible',
    because: 'the lock expires while its holder thinks, and the late SET does not check the lock',
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
      await account.lock.eval(RELEASE, id)
    }
  },
} satisfies Strategy
