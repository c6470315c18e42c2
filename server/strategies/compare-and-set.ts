import type { Strategy } from '../account/account.ts'

const SET_IF_UNCHANGED = `
  local version = redis.call('GET', KEYS[2]) or '0'
  if redis.call('GET', KEYS[1]) ~= ARGV[1] or version ~= ARGV[2] then return 'conflict' end
  redis.call('SET', KEYS[1], ARGV[3])
`

/** Optimistic locking without an exclusive connection: the script writes only if nothing has changed since the read. */
export default {
  title: 'GET, think, set if unchanged',
  claims: {
    lostUpdate: 'never',
    overdraft: 'never',
    doubleApply: 'never',
    starvation: 'possible',
    because: 'the script writes only if balance and version are still those that were read',
  },
  async update(account, { amount }, step) {
    for (let attempt = 1; ; attempt++) {
      const seen = await account.get()
      if (amount < 0 && seen.balance + amount < account.floor) return 'rejected'
      await step('read', seen)
      const args = [seen.balance, seen.version, seen.balance + amount]
      const answer = await account.eval(SET_IF_UNCHANGED, ...args)
      if (answer !== 'conflict') return answer
      if (attempt === account.maxAttempts) return 'gave-up'
      await step('backoff')
    }
  },
} satisfies Strategy
