import { isolated } from '../isolated.ts'
import { OUTSIDE } from '../rounds/results.ts'
import type { RoundRecord } from '../rounds/round-record.ts'
import type { ReportWords } from './words/texts.ts'

/** How the players of a round are called in a report. */
export interface Names {
  /** For a cell of its own. */
  of(player: string): string
  /** To be put into a sentence. */
  within(player: string): string
}

export function namesIn({ players }: RoundRecord, words: ReportWords): Names {
  const known = new Map(players.map((one) => [one.player, one]))
  const of = (player: string): string => {
    const one = known.get(player)
    if (player === OUTSIDE) return words.outside
    return one && !one.removed && one.nickname !== '' ? one.nickname : words.removed
  }
  return { of, within: (player) => isolated(of(player)) }
}
