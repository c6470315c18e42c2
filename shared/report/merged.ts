import { groupedBy } from '../grouped.ts'
import type { Report, ReportedRound } from './report.ts'

const idOf = ({ record }: ReportedRound): string => `${record.round} ${record.startedAt}`

/**
 * One report for each room, with each round once: the files of a room hold one round each, and a file may be given
 * twice. Rooms are in the order of their first rounds. Of two copies of a round, one with a transfer question is kept.
 */
export function merged(reports: readonly Report[]): Report[] {
  const rooms = [...groupedBy(reports, ({ code }) => code).values()].map((copies): Report => {
    const rounds = new Map<string, ReportedRound>()
    for (const round of copies.flatMap(({ rounds }) => rounds)) {
      if (!rounds.get(idOf(round))?.transfer) rounds.set(idOf(round), round)
    }
    const [first] = copies as [Report]
    return {
      ...first,
      rounds: [...rounds.values()].sort((a, b) => a.record.startedAt - b.record.startedAt),
      lessons: Object.assign({}, ...copies.map(({ lessons }) => lessons)),
    }
  })
  return rooms.sort((a, b) => begunAt(a) - begunAt(b))
}

const begunAt = ({ rounds: [first] }: Report): number => first?.record.startedAt ?? 0
