import type { RoundRecord } from '../../shared/rounds/round-record.ts'

/** Rounds that a page remembers. */
const MOST = 20

/** The known rounds and this one, oldest first, each once. */
export function withRecord(known: readonly RoundRecord[], record: RoundRecord): readonly RoundRecord[] {
  const others = known.filter(({ round }) => round !== record.round)
  return [...others, record].sort((a, b) => a.round - b.round).slice(-MOST)
}

/**
 * The rounds to be shown beside this one: the newest of each step of its lesson up to its own step. A round without a
 * lesson stands beside the one before it.
 */
export function roundsBeside(known: readonly RoundRecord[], record: RoundRecord): readonly RoundRecord[] {
  const until = known.filter(({ round, lesson }) => round <= record.round && lesson === record.lesson)
  if (record.lesson === undefined) return until.slice(-2)
  const bySteps = new Map<number, RoundRecord>()
  for (const one of until) if (one.step <= record.step) bySteps.set(one.step, one)
  return [...bySteps.values()].sort((a, b) => a.step - b.step)
}

/** The newest record, if it is of the round that the class is at: the record of a round may come after its end. */
export const recordOfNow = (
  { lastRound }: { lastRound: RoundRecord | null },
  { round }: { round: number },
): RoundRecord | null => (lastRound?.round === round ? lastRound : null)
