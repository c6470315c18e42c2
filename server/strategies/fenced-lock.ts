import type { Strategy } from '../account/account.ts'

const TTL_MS = 3000
const ACQUIRE = `if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return redis.call('INCR', KEYS[2]) end`
const RELEASE = `if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end`
const SET_IF_NEWEST = `
  if redis.call('GET', KEYS[4]) ~= ARGV[1] then return 'conflict' end
  redis.call('SET', KEYS[1], ARGV[2])
`

/** The lock comes with a number that only rises; the account accepts only the write with the newest number. */
export default {
  title: 'SET NX PX + INCR, GET, think, SET if newest number',
  claims: {
    lostUpdate: 'never',
    overdraft: 'never',
    doubleApply: 'never',
    starvation: 'possible',
    because: 'a transaction that lost the lock has an older number, and its write is refused',
  },
  async update(account, { id, amount }, step) {
    for (let attempt = 1; ; attempt++) {
      let fence = await account.lock.eval(ACQUIRE, id, TTL_MS)
      while (fence === null) {
        await step('blocked')
        fence = await account.lock.eval(ACQUIRE, id, TTL_MS)
      }
      try {
        const seen = await account.get()
        if (amount < 0 && seen.balance + amount < account.floor) return 'rejected'
        await step('read', seen)
        const answer = await account.eval(SET_IF_NEWEST, Number(fence), seen.balance + amount)
        if (answer !== 'conflict') return answer
      } finally {
        await account.lock.eval(RELEASE, id)
      }
      if (attempt === account.maxAttempts) return 'gave-up'
      await step('backoff')
    }
  },
} satisfies Strategy
