import type { Entry } from '../../shared/journal.ts'
import { DEFAULTS } from '../../shared/limits.ts'
import type { RoundFacts, RoundPlayer } from '../../shared/rounds/round-facts.ts'

/** When made-up rounds start, on the clock of Redis. */
export const ROUND_START = 1_000_000

export const person = (player: string, more: Partial<RoundPlayer> = {}): RoundPlayer => ({
  ...{ player, nickname: player.toUpperCase(), bot: false, removed: false, here: true },
  ...more,
})

/** A round of naive transactions in which nothing happened, and what is to be different. */
export function roundFacts(more: Partial<RoundFacts> = {}): RoundFacts {
  const { strategy, client, thinkMs, jitterMs, overdraft, lostReplies, durable } = DEFAULTS
  return {
    ...{ round: 1, epoch: 2, step: 0, practice: false, nodes: 1 },
    settings: { strategy, client, thinkMs, jitterMs, overdraft, lostReplies, durable },
    ...{ startedAt: ROUND_START, endedAt: ROUND_START + 30_000, opening: 100, actual: 100 },
    ...{ entries: [], unapplied: [], forgotten: [], players: [], answers: new Map() },
    ...more,
  }
}

/** A write in a few words: who, how much, and the version it had read; by default the newest. */
export interface PlainWrite {
  player: string
  amount: number
  /** The version whose balance it had read. */
  on?: number
  tx?: string
  more?: Partial<Entry>
}

/** The journal of these writes, one each second. `balance`: what is in Redis in the end. */
export function journalOf(
  writes: readonly PlainWrite[],
  opening = 100,
): { entries: Entry[]; balance: number } {
  const entries: Entry[] = []
  let expected = opening
  for (const [i, { player, amount, on = i, tx = `t${i + 1}`, more }] of writes.entries()) {
    const seen = on === 0 ? opening : (entries[on - 1] as Entry).wrote
    expected += amount
    entries.push({
      ...{ version: i + 1, parent: on, tx, player, amount, seen, wrote: seen + amount, attempts: 1 },
      ...{ node: 'A', readAt: ROUND_START + 1000 * on + 500, wroteAt: ROUND_START + 1000 * (i + 1) },
      ...{ expected, basis: 'read' as const },
      ...more,
    })
  }
  return { entries, balance: entries.at(-1)?.wrote ?? opening }
}
