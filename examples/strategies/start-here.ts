// Copy this file, give the copy a name of its own (lowercase letters and dashes), and change `update`.
// The import is for your editor only: types are gone before the file runs.
import type { Strategy } from '../../server/account/account.ts'

export default {
  // Your commands in order: the other players see this in the list of strategies.
  title: 'GET, think, SET',

  // Runs one transaction. `amount` is above zero for a deposit, below zero for a withdrawal.
  async update(account, { amount }, step) {
    // GET. `seen` is the balance and its version.
    const seen = await account.get()

    // If the room refuses overdrafts, the floor is 0; otherwise the balance never reaches it.
    if (amount < 0 && seen.balance + amount < account.floor) return 'rejected'

    // The think time: you do not see what other players do meanwhile.
    await step('read', seen)

    // SET. Return the account's answer: it is the proof that the write was made.
    return account.set(seen.balance + amount, seen)
  },
} satisfies Strategy
