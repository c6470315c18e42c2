import { LIMITS } from '../limits.ts'
import type { Amounts } from './lesson.ts'

/** A player as the order of joining needs one. */
export interface Seated {
  id: string
  /** 1 for the first who joined. */
  number: number
  /** Has left, or was removed. */
  gone: boolean
}

/** How many players can have a power of two of their own. */
export const POWERS = 10

/** Player k's deposit in a round with powers: 10·2^k. */
export const powerAmount = (k: number): number => 10 * 2 ** k

/**
 * The player's k in a round with powers: the place in the order of joining, from 0, bots included and those who have left
 * not. `undefined` when there are ten before.
 */
export function powerOf(player: string, seats: readonly Seated[]): number | undefined {
  const inOrder = seats.filter(({ gone }) => !gone).sort((a, b) => a.number - b.number)
  const k = inOrder.findIndex(({ id }) => id === player)
  return k >= 0 && k < POWERS ? k : undefined
}

/** The amounts that the player may fire, one button each; `any`: every amount within the limits. */
export function amountsFor(
  amounts: Amounts,
  player: string,
  seats: readonly Seated[],
): readonly number[] | 'any' {
  if (amounts.kind === 'any') return 'any'
  if (amounts.kind === 'these') return amounts.amounts.filter((amount) => Math.abs(amount) <= LIMITS.amount)
  const k = powerOf(player, seats)
  return k === undefined ? [] : [powerAmount(k)]
}
