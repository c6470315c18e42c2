import { isCrash, isExpiry, LOST, TIMER } from './schedule.ts'
import { seeded } from './seeded.ts'
import { ScheduleUnfit, Unexplorable } from './unexplorable.ts'

/**
 * Decides what comes next, wherever something else could. First who: the numbers of the processes that can go on, or
 * `x`. Then, when a write may lose its reply, whether it does: `` or `!`. `after` is the last command, as evidence.
 */
export interface Scheduler {
  pick(options: readonly string[], after: string): string
}

/** One choice that was made, and among what. */
interface Choice {
  among: string
  picked: string
}

/** The beginning of interleavings that have not been run yet. `weight`: their share of the whole search. */
export interface Prefix {
  choices: readonly Choice[]
  weight: number
}

export const WHOLE: Prefix = { choices: [], weight: 1 }

/** Follows the prefix, then takes whatever is first; what it passes by are prefixes of their own. */
export interface PrefixScheduler extends Scheduler {
  /** In the order in which they were passed by. */
  readonly alternatives: readonly Prefix[]
  /** The share of the search that this one interleaving is. */
  readonly weight: number
}

export function followPrefix({ choices, weight }: Prefix): PrefixScheduler {
  const made: Choice[] = []
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
    `It is not the same each time. With the same steps before, the next could once be ${before || 'none'}, and then ${now || 'none'}. A strategy may depend on nothing but the account: not on the clock, on chance, or on what it remembers of other transactions.`,
  )

/** Each choice is as likely as the others beside it. */
export interface RandomScheduler extends Scheduler {
  /** How many there would be if all were branched like this one: the product of its choices (Knuth's estimate). */
  readonly estimate: number
  readonly picks: readonly string[]
}

export function randomScheduler(seed: number, nth: number): RandomScheduler {
  const random = seeded(seed, nth)
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

/** Plays the acts of a schedule, none left out and none made up. Throws `ScheduleUnfit` where they do not fit. */
export function followActs(acts: readonly string[]): Scheduler & { finish(): void } {
  let taken = 0
  let lossPending = false
  const unfit = (why: string): ScheduleUnfit => new ScheduleUnfit(`The schedule does not fit: ${why}.`)
  const noLoss = (): void => {
    if (lossPending) throw unfit(`step ${taken} has no reply of a write that could be lost`)
  }
  return {
    pick(options) {
      if (options.includes(LOST)) {
        const lost = lossPending
        lossPending = false
        return lost ? LOST : ''
      }
      noLoss()
      const act = acts[taken]
      if (act === undefined) throw unfit(`it ends while ${told(options)} could go on`)
      taken += 1
      const who = act.endsWith(LOST) ? act.slice(0, -1) : act
      if (!options.includes(who))
        throw unfit(`step ${taken} is ${act}, and at that point only ${told(options)} can go on`)
      lossPending = act.endsWith(LOST)
      return who
    },
    finish() {
      noLoss()
      if (taken < acts.length) throw unfit(`all is done after step ${taken}`)
    },
  }
}

const told = (options: readonly string[]): string => options.map(actor).join(' or ')

function actor(act: string): string {
  if (isExpiry(act)) return `the clock (${act})`
  if (isCrash(act)) return `node ${act}`
  return act.endsWith(TIMER) ? `the timer of P${act[0]} (${act})` : `P${act}`
}
