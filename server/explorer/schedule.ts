import type { Schedule } from '../../shared/proof/exploration.ts'
import { InvalidSchedule } from './unexplorable.ts'

/** Suffixes of a transaction's number: its reply gets lost; its timer takes the step. */
export const LOST_SUFFIX = '!'
export const TIMER_SUFFIX = '~'
/** Expiries: of the lock, and of the first and second of the strategy's own keys with a TTL. */
export const EXPIRIES = ['x', 'y', 'z'] as const
export type Expiry = (typeof EXPIRIES)[number]
export const isExpiry = (act: string): act is Expiry => (EXPIRIES as readonly string[]).includes(act)
/** A node's name stands for its crash. */
export const isCrash = (act: string): boolean => /^[A-F]$/.test(act)

const ACTS = /[1-6][!~]?|[xyz]|[A-F]/g

/** Splits a valid schedule into its acts. */
export const actsOf = (schedule: Schedule): string[] => schedule.match(ACTS) ?? []

/** Parses a schedule that a person has written; ignores spaces. Throws `ScheduleUnfit`. */
export function parseSchedule(text: string): string[] {
  const schedule = text.replace(/\s/g, '')
  if (!/^([1-6][!~]?|[xyz]|[A-F])+$/.test(schedule))
    throw new InvalidSchedule(
      'A schedule has a character per step: 1 to 6 for a transaction (followed by ! if its reply is lost, by ~ if its timer goes on), x if the lock expires (y and z: a key of the strategy), A to F if that node crashes.',
    )
  return actsOf(schedule)
}

/** Sorts schedules by length, then alphabetically. */
export const compareSchedules = (a: Schedule, b: Schedule): number =>
  actsOf(a).length - actsOf(b).length || (a < b ? -1 : a > b ? 1 : 0)
