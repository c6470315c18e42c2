import type { Strategy } from '../account/account.ts'

const ADD = `
  local balance = redis.call('GET', KEYS[1])
  redis.call('SET', KEYS[1], string.format('%.0f', balance + ARGV[1]))
`

/** One script reads, adds and writes; Redis runs nothing else meanwhile. */
export default {
  title: 'think, then one Lua script',
  claim: {
    oneNode: 'keeps',
    manyNodes: 'keeps',
    because: 'Redis runs a script alone, so nothing can come between its GET and its SET',
  },
  async update(account, { amount }, step) {
    await step('think')
    return account.eval(ADD, amount)
  },
} satisfies Strategy
