/** The smallest deposit of a round in which each player's deposit is twice that of the one before. */
export const FIRST_DEPOSIT = 10
/** Players who have such a deposit: the largest stays below the limit of an amount. */
export const DEPOSITORS = 10

/** The deposit of the k-th player, from 0. */
export const depositOf = (k: number): number => FIRST_DEPOSIT * 2 ** k

/**
 * Whose deposits such a balance is made of, as numbers from 0, the smallest first. Each deposit is more than all smaller
 * ones together, so there is one answer. `undefined`: no such deposits make up this sum.
 */
export function depositorsIn(sum: number): number[] | undefined {
  const most = depositOf(DEPOSITORS) - FIRST_DEPOSIT
  if (sum % FIRST_DEPOSIT !== 0 || sum < 0 || sum > most) return undefined
  return Array.from({ length: DEPOSITORS }, (_, k) => k).filter(
    (k) => Math.floor(sum / depositOf(k)) % 2 === 1,
  )
}
