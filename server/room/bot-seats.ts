import { LIMITS } from '../../shared/limits.ts'
import type { ClassView } from '../../shared/rounds/class-messages.ts'
import { roomKeys } from '../redis/keys.ts'
import type { Wire } from '../redis/wire.ts'
import type { PlayerRecord } from './player-store.ts'

/** The bots of a room that have a seat. */
export interface BotSeats {
  /** Their player ids, in the order in which they were seated. */
  ids: readonly string[]
  /** Transactions a second of each. */
  perSecond: number
  /** The code of the error that says why there are fewer than the host wants. */
  refused?: 'too-many-bots' | 'bots-used-up'
}

/** Transactions a second of each bot, until a host says otherwise. */
const PER_SECOND = 0.5

export const NO_BOTS: BotSeats = { ids: [], perSecond: PER_SECOND }

/** Reads what the host wants, and answers it with the bots among the players. */
export async function loadBotSeats(
  wire: Wire,
  code: string,
  players: readonly PlayerRecord[],
): Promise<BotSeats> {
  const command = ['HMGET', roomKeys(code).bots, 'wanted', 'perSecond', 'short'] as const
  const [wanted, perSecond, short] = (await wire.command(command)) as (string | null)[]
  const seated = players.filter(({ state }) => state === 'in')
  const ids = seated.filter(({ bot }) => bot).map(({ id }) => id)
  const rate = Number(perSecond)
  const crowded = ids.length < Number(wanted) && seated.length >= LIMITS.players
  return {
    ids,
    perSecond: rate > 0 ? rate : PER_SECOND,
    ...(crowded && { refused: 'too-many-bots' as const }),
    ...(short === '1' && ids.length > 0 && { refused: 'bots-used-up' as const }),
  }
}

/** The same for the `class` message. */
export const botsView = ({ ids, perSecond, refused }: BotSeats): ClassView['bots'] => ({
  count: ids.length,
  perSecond,
  ...(refused && { refused }),
})
