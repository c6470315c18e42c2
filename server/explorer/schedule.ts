import type { Schedule } from '../../shared/proof/exploration.ts'
import { ScheduleUnfit } from './unexplorable.ts'

/** Follows the number of a transaction: its reply gets lost, or its timer takes the step. */
export const LOST = '!'
export const TIMER = '~'
/** Acts of the clock: the lock expires, or the first or second key of the strategy's own that has a TTL. */
export const EXPIRIES = ['x', 'y', 'z'] as const
export type Expiry = (typeof EXPIRIES)[number]
export const isExpiry = (act: string): act is Expiry => (EXPIRIES as readonly string[]).includes(act)
/** The act of a node that crashes is its name. */
export const isCrash = (act: string): boolean => /^[A-F]$/.test(act)

const ACTS = /[1-6][!~]?|[xyz]|[A-F]/g

/** The acts of a schedule that was found. */
export const actsOf = (schedule: Schedule): string[] => schedule.match(ACTS) ?? []

/** The acts of a schedule that a person gives. Spaces are for people. Throws `ScheduleUnfit`. */
export function parseSchedule(text: string): string[] {
  const schedule = text.replace(/\s/g, '')
  if (!/^([1-6][!~]?|[xyz]|[A-F])+$/.test(schedule))
    throw new ScheduleUnfit(
      'A schedule has a character per step: 1 to 6 for that transaction, ! after it when its reply is lost, ~ after it when its timer goes on, x when the lock expires (y and z: a key of the strategy), A to F when that node crashes.',
    )
  return actsOf(schedule)
}

/** Shorter ones first, then as they are written. */
export const compareSchedules = (a: Schedule, b: Schedule): number =>
  actsOf(a).length - actsOf(b).length || (a < b ? -1 : a > b ? 1 : 0)
