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
 * not. `undefined` when there are ten before. `order`: that of the countdown; no place changes after it, and who joins
 * later comes after all who have joined before.
 */
export function powerOf(
  player: string,
  seats: readonly Seated[],
  order?: readonly string[],
): number | undefined {
  const k = order ? placeIn(order, player, seats) : inOrder(seats, ({ gone }) => !gone).indexOf(player)
  return k >= 0 && k < POWERS ? k : undefined
}

function placeIn(order: readonly string[], player: string, seats: readonly Seated[]): number {
  const k = order.indexOf(player)
  if (k >= 0 || order.length >= POWERS) return k
  const newest = Math.max(0, ...seats.filter(({ id }) => order.includes(id)).map(({ number }) => number))
  const later = inOrder(seats, ({ number }) => number > newest).indexOf(player)
  return later < 0 ? -1 : order.length + later
}

const inOrder = (seats: readonly Seated[], counts: (seat: Seated) => boolean): string[] =>
  seats
    .filter(counts)
    .sort((a, b) => a.number - b.number)
    .map(({ id }) => id)

/** The amounts that the player may fire, one button each; `any`: every amount within the limits. */
export function amountsFor(
  amounts: Amounts,
  player: string,
  seats: readonly Seated[],
): readonly number[] | 'any' {
  if (amounts.kind === 'any') return 'any'
  if (amounts.kind === 'these') return amounts.amounts.filter((amount) => Math.abs(amount) <= LIMITS.amount)
  const k = powerOf(player, seats, amounts.order)
  return k === undefined ? [] : [powerAmount(k)]
}
