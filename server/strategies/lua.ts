import type { Strategy } from '../account/account.ts'

const ADD = `
  local amount, floor = tonumber(ARGV[1]), tonumber(ARGV[2])
  local balance = redis.call('GET', KEYS[1]) + amount
  if amount < 0 and balance < floor then return 'rejected' end
  redis.call('SET', KEYS[1], string.format('%.0f', balance))
`

/** One script reads, checks and writes; Redis runs nothing else meanwhile. */
export default {
  title: 'think, then one Lua script',
  claims: {
    lostUpdate: 'never',
    overdraft: 'never',
    doubleApply: 'never',
    starvation: 'never',
    because: 'Redis runs a script alone, so nothing can come between its GET and its SET',
  },
  async update(account, { amount }, step) {
    await step('think')
    return account.eval(ADD, amount, account.floor)
  },
} satisfies Strategy
