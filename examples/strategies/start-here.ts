// Copy this file, give the copy a name of its own (small letters and dashes), and change `update`.
// The import is for your editor only: types are gone before the file runs.
import type { Strategy } from '../../server/account/account.ts'

export default {
  // Your commands in their order: what the others see of your strategy in the list.
  title: 'GET, think, SET',

  // One transaction. `amount` is what a player sent: above zero a deposit, below it a withdrawal.
  async update(account, { amount }, step) {
    // GET. `seen` is the balance, and the version it was read at.
    const seen = await account.get()

    // Only where the room refuses overdrafts is there a floor that can be met.
    if (amount < 0 && seen.balance + amount < account.floor) return 'rejected'

    // The think time: whatever the others do meanwhile, you do not see it.
    await step('read', seen)

    // SET. Answer what the account answers: it is the proof that the write was made.
    return account.set(seen.balance + amount, seen)
  },
} satisfies Strategy
