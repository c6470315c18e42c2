/** How often, and how much in all. */
export interface Tally {
  count: number
  sum: number
}
export const emptyTally = (): Tally => ({ count: 0, sum: 0 })

/** Adds one of that amount, or removes it. */
export function addToTally(tally: Tally, amount: number, by: 1 | -1): void {
  tally.count += by
  tally.sum += by * amount
}

/**
 * The sums of a ledger. They explain the whole difference: doubled + wrong + refusedInBalance − lostDeposits −
 * lostWithdrawals − forgotten + outside = wrote − expected.
 */
export interface Totals {
  version: number
  expected: number
  /** The balance the newest entry wrote; `opening` before the first. */
  wrote: number
  /** Effect of the player called *outside*: what surviving entries found in the balance that no entry had written. */
  outside: number
  applied: number
  lostDeposits: Tally
  lostWithdrawals: Tally
  /** Transactions that are in the balance more than once. */
  doubled: Tally
  /** Surviving entries whose effect is not their amount, unless taken back; the sum is effect − amount. */
  wrong: Tally
  /** Transactions that were taken back and still have an effect. */
  refusedInBalance: Tally
  /** Transactions that were refused although the balance covered them all the while. */
  falseRefusals: Tally
  /** Acknowledged transactions that have no entry: Redis was replaced by a copy that had missed them. */
  forgotten: Tally
  /** Attempts that were refused because another write came first, also those of the transactions in `unapplied`. */
  conflicts: number
  /** Entries of an older version, which did not check what a write did. */
  old: number
}

/** Before the first entry. */
export const openTotals = (opening: number): Totals => ({
  version: 0,
  expected: opening,
  wrote: opening,
  outside: 0,
  applied: 0,
  lostDeposits: emptyTally(),
  lostWithdrawals: emptyTally(),
  doubled: emptyTally(),
  wrong: emptyTally(),
  refusedInBalance: emptyTally(),
  falseRefusals: emptyTally(),
  forgotten: emptyTally(),
  conflicts: 0,
  old: 0,
})
