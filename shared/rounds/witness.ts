import { POWERS, powerAmount } from './amounts.ts'

/**
 * Whose deposits such a balance is made of, as numbers from 0, the smallest first. Each deposit is more than all smaller
 * ones together, so there is one answer. `undefined`: no such deposits make up this sum.
 */
export function depositorsIn(sum: number): number[] | undefined {
  const most = powerAmount(POWERS) - powerAmount(0)
  if (sum % powerAmount(0) !== 0 || sum < 0 || sum > most) return undefined
  return Array.from({ length: POWERS }, (_, k) => k).filter((k) => Math.floor(sum / powerAmount(k)) % 2 === 1)
}
