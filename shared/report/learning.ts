import type { Spread } from '../rounds/round-record.ts'
import type { Report } from './report.ts'

/** How many of those who answered were right. */
export interface Share {
  right: number
  all: number
}

/** What a class knew about one question, before and after. Absent: it was not asked, or no person answered. */
export interface Learning {
  lesson: string
  /** Which round of the lesson asked it. */
  step: number
  alone?: Share
  talked?: Share
  /** The new case at the end of the lesson. */
  transfer?: Share
}

/**
 * By lesson and round of it, over all rooms, in the order of the first room. Only questions that have one right choice
 * whatever happens in the round: guessed balances are not here.
 */
export function learningOf(reports: readonly Report[]): Learning[] {
  const all = new Map<string, Learning>()
  for (const { rounds } of reports) {
    for (const { record, transfer } of rounds) {
      const { lesson, step, right, answers } = record
      if (lesson === undefined) continue
      const own: Learning = all.get(`${lesson} ${step}`) ?? { lesson, step }
      if (right !== undefined) {
        add(own, 'alone', answers.first, right)
        add(own, 'talked', answers.second, right)
      }
      if (transfer) add(own, 'transfer', transfer.spread, transfer.right)
      if (own.alone || own.talked || own.transfer) all.set(`${lesson} ${step}`, own)
    }
  }
  return [...all.values()]
}

function add(to: Learning, which: 'alone' | 'talked' | 'transfer', spread: Spread, right: string): void {
  const asked = Object.values(spread).reduce((sum, count) => sum + count, 0)
  if (asked === 0) return
  const before = to[which] ?? { right: 0, all: 0 }
  to[which] = { right: before.right + (spread[right] ?? 0), all: before.all + asked }
}

export const shareOf = ({ right, all }: Share): number => right / all
