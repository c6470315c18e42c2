import { groupedBy } from '../grouped.ts'
import type { Report, ReportedLesson, ReportedRound } from './report.ts'

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
      lessons: quotedIn(copies),
    }
  })
  return rooms.sort((a, b) => begunAt(a) - begunAt(b))
}

const begunAt = ({ rounds: [first] }: Report): number => first?.record.startedAt ?? 0

/** The report of one of its rounds alone, as a file of its own has it: with what it quotes for this round. */
export function alone(report: Report, round: ReportedRound): Report {
  const { lesson: id, step } = round.record
  const lesson = id === undefined ? undefined : report.lessons[id]
  const lessons =
    id === undefined || !lesson
      ? {}
      : {
          [id]: {
            ...lesson,
            questions: lesson.questions.map((question, at) => (at === step ? question : null)),
            transfer: round.transfer ? lesson.transfer : null,
          },
        }
  return { ...report, rounds: [round], lessons }
}

/** All that the copies quote of each lesson: each has the questions of its own rounds only. */
function quotedIn(copies: readonly Report[]): Report['lessons'] {
  const all: Record<string, ReportedLesson> = {}
  for (const [id, lesson] of copies.flatMap(({ lessons }) => Object.entries(lessons))) {
    const before = Object.hasOwn(all, id) ? all[id] : undefined
    all[id] = {
      ...lesson,
      questions: lesson.questions.map((question, at) => question ?? before?.questions[at] ?? null),
      transfer: lesson.transfer ?? before?.transfer ?? null,
    }
  }
  return all
}
