/** How often, and how much in all. */
export interface Tally {
  count: number
  sum: number
}
export const tally = (): Tally => ({ count: 0, sum: 0 })

/** Adds one of that amount, or takes it out. */
export function move(tally: Tally, amount: number, by: 1 | -1): void {
  tally.count += by
  tally.sum += by * amount
}

/**
 * The sums of a ledger. They explain it whole: doubled + wrong + refusedInBalance − lostDeposits − lostWithdrawals −
 * forgotten + outside = wrote − expected.
 */
export interface Totals {
  version: number
  expected: number
  /** The balance the newest entry wrote; `opening` before the first. */
  wrote: number
  /** Effect of the player called *outside*: what surviving entries found in the balance that none of ours had written. */
  outside: number
  applied: number
  lostDeposits: Tally
  lostWithdrawals: Tally
  /** Transactions that are in the balance more than once. */
  doubled: Tally
  /** Surviving entries whose effect is not their amount, and by how much it is too much; but for what was taken back. */
  wrong: Tally
  /** Transactions that were taken back and have an effect all the same. */
  refusedInBalance: Tally
  /** Transactions that were refused although the balance covered them all the while. */
  falseRefusals: Tally
  /** Transactions that were acknowledged and are in no entry: Redis was replaced by a copy that had missed them. */
  forgotten: Tally
  /** Attempts that were refused because another write came first, also those of the transactions in `unapplied`. */
  conflicts: number
  /** Entries of an older version, which took the word of a write for what it did. */
  old: number
}

/** Before the first entry. */
export const openTotals = (opening: number): Totals => ({
  version: 0,
  expected: opening,
  wrote: opening,
  outside: 0,
  applied: 0,
  lostDeposits: tally(),
  lostWithdrawals: tally(),
  doubled: tally(),
  wrong: tally(),
  refusedInBalance: tally(),
  falseRefusals: tally(),
  forgotten: tally(),
  conflicts: 0,
  old: 0,
})
