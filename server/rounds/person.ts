import type { Seated } from '../../shared/rounds/amounts.ts'

/** A player as rounds see one. */
export interface Person {
  player: string
  /** 1 for the first who joined. */
  number: number
  nickname: string
  bot: boolean
  /** Has left, or was removed by the host. */
  removed: boolean
  /** Connected to any of the nodes. */
  here: boolean
}

/** The players as the order of joining needs them. */
export const seatsOf = (people: readonly Person[]): Seated[] =>
  people.map(({ player, number, removed }) => ({ id: player, number, gone: removed }))
