import type { Strategy } from '../account/account.ts'

/** Book first, look afterwards, take it back if it was too much. Until then other transactions see the booking. */
export default {
  title: 'think, then INCRBY, GET, INCRBY back if below zero',
  claims: {
    lostUpdate: 'never',
    overdraft: 'possible',
    doubleApply: 'never',
    falseRefusal: 'possible',
    starvation: 'never',
    because: 'until a booking is taken back it counts: others are refused because of it, or book below zero',
  },
  toSee: 'refuse overdrafts, and withdraw more than there is while others withdraw',
  takesBack: true,
  async update(account, { amount }, step) {
    await step('think')
    const booked = await account.incrBy(amount)
    if (amount > 0 || account.floor !== 0) return booked
    const seen = await account.get()
    if (seen.balance >= account.floor) return booked
    await step('read', seen)
    await account.takeBack()
    return 'rejected'
  },
} satisfies Strategy
