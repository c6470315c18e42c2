import type { Strategy } from '../account/account.ts'

const SET_SUM = `redis.call('SET', KEYS[1], ARGV[1])`

/** "I use Lua, so it is atomic." The script is atomic, but the sum was computed before it began. */
export default {
  title: 'GET, think, EVAL with a SET',
  claims: {
    lostUpdate: 'possible',
    overdraft: 'never',
    doubleApply: 'never',
    starvation: 'never',
    because: 'the script runs alone, but the sum comes from a GET before it, and the script does not check',
  },
  async update(account, { amount }, step) {
    const seen = await account.get()
    if (amount < 0 && seen.balance + amount < account.floor) return 'rejected'
    await step('read', seen)
    return account.eval(SET_SUM, seen.balance + amount)
  },
} satisfies Strategy
