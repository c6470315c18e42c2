import { roomKeys } from '../redis/keys.ts'
import type { Wire } from '../redis/wire.ts'
import type { PlayerRecord } from './player-store.ts'

/** The bots of a room that have a seat. */
export interface BotSeats {
  /** Their player ids, in the order in which they were seated. */
  ids: readonly string[]
  /** Transactions a second of each. */
  perSecond: number
  /** It is known that other rooms have some of them: not all of these may run. */
  isShort: boolean
}

/** Transactions a second of each bot, until a host says otherwise. */
const PER_SECOND = 0.5

export const NO_BOTS: BotSeats = { ids: [], perSecond: PER_SECOND, isShort: false }

/** Reads how fast bots are, and finds them among the players. */
export async function loadBotSeats(
  wire: Wire,
  code: string,
  players: readonly PlayerRecord[],
): Promise<BotSeats> {
  const ids = players.filter(({ state, bot }) => bot && state === 'in').map(({ id }) => id)
  const command = ['HMGET', roomKeys(code).bots, 'perSecond', 'short'] as const
  const [perSecond, short] = (await wire.command(command)) as (string | null)[]
  const rate = Number(perSecond)
  return { ids, perSecond: rate > 0 ? rate : PER_SECOND, isShort: short === '1' }
}
