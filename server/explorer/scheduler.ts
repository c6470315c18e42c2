import { isCrash, isExpiry, LOST_SUFFIX, TIMER_SUFFIX } from './schedule.ts'
import { seededRandom } from './seeded-random.ts'
import { InvalidSchedule, Unexplorable } from './unexplorable.ts'

/**
 * Decides the next act wherever there are several options. First the act: the number of a process that can go on, an
 * expiry (`x`), a crash (`A`). Then, if the act is a write that may lose its reply: `` or `!`. `after` is the last
 * command, which must be the same each time.
 */
export interface Scheduler {
  pick(options: readonly string[], after: string): string
}

/** One choice, and the options it was made from. */
interface SchedulerChoice {
  among: string
  picked: string
}

/** The common start of interleavings that have not been run. `weight`: their share of the whole search. */
export interface Prefix {
  choices: readonly SchedulerChoice[]
  weight: number
}

export const EMPTY_PREFIX: Prefix = { choices: [], weight: 1 }

/** Follows the prefix, then always picks the first option. Every other option starts a new prefix. */
export interface PrefixScheduler extends Scheduler {
  /** The prefixes of the options that were not picked, in that order. */
  readonly alternatives: readonly Prefix[]
  /** This interleaving's share of the whole search. */
  readonly weight: number
}

export function followPrefix({ choices, weight }: Prefix): PrefixScheduler {
  const made: SchedulerChoice[] = []
  const alternatives: Prefix[] = []
  let share = weight
  return {
    alternatives,
    get weight() {
      return share
    },
    pick(options, after) {
      const among = `${options.join(' ')} after ${after}`
      const known = choices[made.length]
      if (known) {
        if (known.among !== among) throw notTheSame(known.among, among)
        made.push(known)
        return known.picked
      }
      const [first = '', ...others] = options
      share /= options.length
      for (const picked of others) {
        alternatives.push({ choices: [...made, { among, picked }], weight: share })
      }
      made.push({ among, picked: first })
      return first
    },
  }
}

const notTheSame = (before: string, now: string): Unexplorable =>
  new Unexplorable(
    `It is not the same each time. After the same steps, the options were once ${before || 'none'}, and later ${now || 'none'}. A strategy must depend only on the account: not on the clock, not on chance, not on its memory of other transactions.`,
  )

/** Picks at random; all options of a choice are equally likely. */
export interface RandomScheduler extends Scheduler {
  /** How many interleavings there are if all branch like this one: the product of its options (Knuth's estimate). */
  readonly estimate: number
  readonly picks: readonly string[]
}

export function randomScheduler(seed: number, nth: number): RandomScheduler {
  const random = seededRandom(seed, nth)
  const picks: string[] = []
  let estimate = 1
  return {
    picks,
    get estimate() {
      return estimate
    },
    pick(options) {
      estimate *= options.length
      const picked = options[Math.floor(random() * options.length)] ?? ''
      picks.push(picked)
      return picked
    },
  }
}

/** Plays exactly the acts of a schedule. Throws `ScheduleUnfit` at an act that is not possible. */
export function followActs(acts: readonly string[]): Scheduler & { finish(): void } {
  let taken = 0
  let lossPending = false
  const unfit = (why: string): InvalidSchedule => new InvalidSchedule(`The schedule does not fit: ${why}.`)
  const noLoss = (): void => {
    if (lossPending) throw unfit(`step ${taken} is not a write whose reply may be lost`)
  }
  return {
    pick(options) {
      if (options.includes(LOST_SUFFIX)) {
        const lost = lossPending
        lossPending = false
        return lost ? LOST_SUFFIX : ''
      }
      noLoss()
      const act = acts[taken]
      if (act === undefined) throw unfit(`it ends while ${pickText(options)} could go on`)
      taken += 1
      const who = act.endsWith(LOST_SUFFIX) ? act.slice(0, -1) : act
      if (!options.includes(who))
        throw unfit(`step ${taken} is ${act}, and at that point only ${pickText(options)} can go on`)
      lossPending = act.endsWith(LOST_SUFFIX)
      return who
    },
    finish() {
      noLoss()
      if (taken < acts.length) throw unfit(`all transactions have ended after step ${taken}`)
    },
  }
}

const pickText = (options: readonly string[]): string => options.map(actor).join(' or ')

function actor(act: string): string {
  if (isExpiry(act)) return `the clock (${act})`
  if (isCrash(act)) return `node ${act}`
  return act.endsWith(TIMER_SUFFIX) ? `the timer of P${act[0]} (${act})` : `P${act}`
}
