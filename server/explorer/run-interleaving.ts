import type { Schedule } from '../../shared/proof/exploration.ts'
import { pollKeyOf } from './poll-watch.ts'
import { createProcessGroup, type ProcessGroupOptions } from './process-group.ts'
import type { PerformedCall } from './run-context.ts'
import { type Expiry, isCrash, isExpiry, LOST_SUFFIX, TIMER_SUFFIX } from './schedule.ts'
import type { Scheduler } from './scheduler.ts'
import type { ScratchResult } from './scratch-account.ts'
import type { TransactionFacts } from './settle-explored.ts'
import { PollFound, Unexplorable } from './unexplorable.ts'

/** The record of one interleaving. */
export interface InterleavingRun extends ScratchResult {
  schedule: Schedule
  performed: readonly PerformedCall[]
  /** In the order P1, P2 and so on. */
  facts: readonly TransactionFacts[]
  /** Some transactions had a connection of their own. */
  leased: boolean
  /** Some lock or key had a TTL. */
  anyTtl: boolean
  /** Some command was skipped because it was an idle poll. */
  polled: boolean
}

/** No strategy that keeps to its number of tries needs more acts. */
const MOST_ACTS = 1000
/** Milliseconds in which a process must move when none can go on but some may wait for timers of their own. */
const HANGS_AFTER_MS = 1000
/** How often polls are repeated when nothing else can move: their loop may have a bound. */
const MOST_ROUNDS = 300
/** How often, beyond the number of tries, once it is known that their loop has no bound. */
const MORE_ROUNDS = 4
/** How many steps timers may take when nothing else moves. */
const MOST_TICKS = 20

/**
 * Runs the scenario once, from its opening, one command at a time in the order that the scheduler picks. The account must
 * be fresh before, and is reset after. Rejects with `Unexplorable`, `PollFound`, the scheduler's error, `NoAnswer` when
 * Redis does not answer, or the reason of the stage's signal; then all its processes have stopped.
 */
export async function runInterleaving(
  setup: ProcessGroupOptions,
  scheduler: Scheduler,
): Promise<InterleavingRun> {
  const { signal, scenario } = setup
  signal.throwIfAborted()
  const group = createProcessGroup(setup)
  const { processes, keys, performed } = group
  const acts: string[] = []
  let losses = scenario.lostReplies
  let expiries = scenario.lockExpiries
  let crashes = scenario.crashes
  let ticks = 0
  let polled = false

  /** The last command, for the scheduler: it must be the same each time. */
  function last(): string {
    const one = performed.at(-1)
    if (!one) return 'the start'
    return `P${one.process} ${one.call.verb}${'value' in one.call ? ` ${one.call.value}` : ''}`
  }
  function processOf(act: string) {
    const process = processes[Number(act[0]) - 1]
    if (!process) throw new RangeError(`there is no P${act[0]}`)
    return process
  }
  async function expire(act: Expiry): Promise<void> {
    acts.push(act)
    const key = await keys.expire(act)
    performed.push({ process: 0, call: { verb: 'EXPIRY', ...(key !== undefined && { key }) } })
  }
  async function crash(node: string): Promise<void> {
    crashes -= 1
    acts.push(node)
    performed.push({ process: 0, call: { verb: 'CRASH', node } })
    await group.crash(node)
  }
  async function tick(act: string): Promise<void> {
    const process = processOf(act)
    ticks += 1
    acts.push(act)
    const { waiting } = process
    process.tick()
    await group.quiet()
    group.check()
    await process.carryOutTimer(waiting)
  }
  async function step(who: string): Promise<void> {
    const process = processOf(who)
    if (!process.begun) {
      process.begin()
      await group.quiet()
      group.check()
    }
    const { next } = process
    const lost =
      next?.writes === true && losses > 0 && scheduler.pick(['', LOST_SUFFIX], last()) === LOST_SUFFIX
    if (lost) losses -= 1
    acts.push(lost ? `${who}${LOST_SUFFIX}` : who)
    if (next) await process.carryOut(lost)
    // It has begun and waits for another transaction before its first command.
    else if (!process.over) performed.push({ process: process.number, call: { verb: 'WAIT' } })
  }
  function take(act: string): Promise<void> {
    if (isExpiry(act)) return expire(act)
    if (isCrash(act)) return crash(act)
    return act.endsWith(TIMER_SUFFIX) ? tick(act) : step(act)
  }
  /** Only polls are left: repeats them as often as a bounded loop would. True when one of them makes progress. */
  async function pollOn(): Promise<boolean> {
    const polling = processes.filter(({ idle }) => idle)
    const before = performed.length
    const { endless } = setup.polls
    const commands = polling.flatMap(({ next }) => (next ? [pollKeyOf(next)] : []))
    const known = commands.every((command) => endless.has(command))
    const rounds = known ? scenario.attempts + MORE_ROUNDS : MOST_ROUNDS
    for (let round = 0; round < rounds && polling.length > 0; round++) {
      for (const process of polling) await process.carryOut(false)
      await group.quiet()
      group.check()
      if (polling.some(({ idle }) => !idle)) return true
    }
    performed.length = before
    for (const command of commands) endless.add(command)
    return false
  }
  /** The acts that may end a wait when no transaction can go on by itself; empty when none can. */
  function ways(): string[] {
    // The TTL expires in the end; that does not count towards `lockExpiries`.
    const waits = processes.some(({ atLock, idle }) => atLock || idle)
    if (waits && keys.expirable.length > 0) return [...keys.expirable]
    return ticks < MOST_TICKS
      ? processes.filter(({ timer }) => timer).map(({ number }) => `${number}${TIMER_SUFFIX}`)
      : []
  }
  async function run(): Promise<void> {
    for (;;) {
      await group.quiet()
      group.check()
      if (setup.polls.found !== undefined) throw new PollFound(setup.polls.found)
      if (processes.every(({ over }) => over)) return
      if (acts.length >= MOST_ACTS) throw endless(processes.filter(({ over }) => !over))
      polled ||= processes.some(({ idle }) => idle)
      const able = processes.filter(({ ready }) => ready).map(({ number }) => String(number))
      const timers = processes
        .filter(({ timerReady }) => timerReady)
        .map(({ number }) => `${number}${TIMER_SUFFIX}`)
      if (able.length + timers.length === 0) {
        const some = ways()
        if (some.length > 0) {
          await take(scheduler.pick(some, last()))
          continue
        }
        if (await pollOn()) continue
        const known = processes.every((process) => process.idle || process.isAtRest)
        if (!known && (await group.movesWithin(HANGS_AFTER_MS))) continue
        for (const process of processes) if (!process.over) process.facts.hung = true
        return
      }
      const options = [...able, ...timers]
      if (expiries > 0) options.push(...keys.expirable)
      if (crashes > 0) options.push(...group.busyNodes)
      const act = scheduler.pick(options, last())
      if (isExpiry(act)) expiries -= 1
      await take(act)
    }
  }

  let broken = (): void => {}
  const aborted = new Promise<never>((_, reject) => {
    broken = () => reject(signal.reason)
    signal.addEventListener('abort', broken)
  })
  try {
    await Promise.race([run(), aborted])
    const result = await setup.scratch.collect()
    return {
      ...result,
      schedule: acts.join(''),
      performed,
      facts: processes.map(({ facts }) => facts),
      leased: group.leased,
      anyTtl: keys.anyTtl,
      polled,
    }
  } finally {
    signal.removeEventListener('abort', broken)
    await group.stop()
  }
}

const names = (those: readonly { number: number }[]): string =>
  those.map(({ number }) => `P${number}`).join(' and ')

const endless = (those: readonly { number: number }[]): Unexplorable =>
  new Unexplorable(
    `${names(those)} still went on after ${MOST_ACTS} steps. A strategy must give up after account.maxAttempts tries, and wait for a lock with await step('blocked').`,
  )
