import type { Schedule } from '../../shared/proof/exploration.ts'
import { ScheduleUnfit } from './unexplorable.ts'

/** The act of the clock: the lock expires. All others are a process's number, with `!` when its reply gets lost. */
export const EXPIRY = 'x'
export const LOST = '!'

const ACTS = /[1-6]!?|x/g

/** The acts of a schedule that was found. */
export const actsOf = (schedule: Schedule): string[] => schedule.match(ACTS) ?? []

/** The acts of a schedule that somebody gives. Spaces are for people. Throws `ScheduleUnfit`. */
export function parseSchedule(text: string): string[] {
  const schedule = text.replace(/\s/g, '')
  if (!/^([1-6]!?|x)+$/.test(schedule))
    throw new ScheduleUnfit(
      'A schedule has a character per step: 1 to 6 for that transaction, ! after it when its reply is lost, x when the lock expires.',
    )
  return actsOf(schedule)
}

/** Shorter ones first, then as they are written. */
export const compareSchedules = (a: Schedule, b: Schedule): number =>
  actsOf(a).length - actsOf(b).length || (a < b ? -1 : a > b ? 1 : 0)
