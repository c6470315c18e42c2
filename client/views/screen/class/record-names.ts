import { isolated } from '../../../../shared/isolated.ts'
import type { RoundRecord } from '../../../../shared/rounds/round-record.ts'
import type { CommonTexts } from '../../../wording/class/common/texts.ts'

/** The names of a round's players, to be put into sentences. Removed players and writes from outside have none. */
export function recordNames(
  { players }: Pick<RoundRecord, 'players'>,
  words: CommonTexts,
): (player: string) => string {
  const byId = new Map(players.map((one) => [one.player, one]))
  return (player) => {
    const one = byId.get(player)
    if (one?.removed) return words.removedPlayer
    if (one?.outside) return words.outside
    return one?.nickname ? isolated(one.nickname) : words.aPlayer
  }
}
