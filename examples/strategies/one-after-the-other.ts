import type { Strategy } from '../../server/account/account.ts'

/** Each transaction joins the queue behind the last one. */
let last: Promise<unknown> = Promise.resolve()

/** Each transaction begins when the one before has ended, so no two can overlap. */
export default {
  title: 'queue, GET, think, SET',
  async update(account, { amount }, step) {
    const before = last
    let leave = () => {}
    const left = new Promise<void>((resolve) => {
      leave = resolve
    })
    // A transaction that leaves the queue early must not let the next one overtake earlier ones.
    last = before.then(() => left)
    try {
      await step('blocked', before)
      const seen = await account.get()
      if (amount < 0 && seen.balance + amount < account.floor) return 'rejected'
      await step('read', seen)
      return await account.set(seen.balance + amount, seen)
    } finally {
      leave()
    }
  },
} satisfies Strategy
