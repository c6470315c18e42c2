import type { Schedule } from '../../shared/proof/exploration.ts'
import { createCast, type Stage } from './cast.ts'
import type { Chooser } from './chooser.ts'
import type { Harvest } from './sandbox.ts'
import type { Performed } from './scene.ts'
import { EXPIRY, LOST } from './schedule.ts'
import { Unexplorable } from './unexplorable.ts'

/** One interleaving as it went. */
export interface Run extends Harvest {
  schedule: Schedule
  performed: readonly Performed[]
  /** Some transactions had a connection of their own. */
  leased: boolean
}

/** More acts than this no strategy needs that keeps to its number of tries. */
const MOST_ACTS = 1000
/** Milliseconds in which something must move when nobody can go on. */
const HANGS_AFTER_MS = 1000

/**
 * Runs the scenario once, from its opening, one command at a time in the order that the chooser picks. The sandbox has
 * been turned before, and is turned again. Rejects with `Unexplorable`, with what the chooser throws, with `NoAnswer`
 * when Redis does not answer, or with the reason of the stage's signal; nothing of it goes on then.
 */
export async function play(stage: Stage, chooser: Chooser): Promise<Run> {
  const { signal } = stage
  signal.throwIfAborted()
  const cast = createCast(stage)
  const { processes, lock, performed } = cast
  const acts: string[] = []
  let losses = stage.scenario.lostReplies
  let expiries = stage.scenario.lockExpiries

  /** For the chooser: what was done last is part of what has to be the same each time. */
  function last(): string {
    const one = performed.at(-1)
    if (!one) return 'the start'
    return `P${one.process} ${one.call.verb}${'value' in one.call ? ` ${one.call.value}` : ''}`
  }
  async function expire(): Promise<void> {
    acts.push(EXPIRY)
    performed.push({ process: 0, call: { verb: 'EXPIRY' } })
    await lock.expire()
  }
  async function step(who: string): Promise<void> {
    const process = processes[Number(who) - 1]
    if (!process) throw new RangeError(`there is no P${who}`)
    if (!process.begun) {
      process.begin()
      await cast.quiet()
      cast.check()
    }
    const { next } = process
    const lost = next?.writes === true && losses > 0 && chooser.pick(['', LOST], last()) === LOST
    if (lost) losses -= 1
    acts.push(lost ? `${who}${LOST}` : who)
    if (next) await process.carryOut(lost)
    // It has begun, and waits for another one without having sent anything.
    else if (!process.over) performed.push({ process: process.number, call: { verb: 'WAIT' } })
  }
  async function run(): Promise<void> {
    for (;;) {
      await cast.quiet()
      cast.check()
      const options = processes.filter(({ ready }) => ready).map(({ number }) => String(number))
      if (options.length === 0 && processes.every(({ over }) => over)) return
      // Whoever has it may be gone. Then only its TTL frees it, and that is no fault to be counted.
      const needed = options.length === 0 && processes.some(({ atLock }) => atLock)
      if (lock.held && (expiries > 0 || needed)) options.push(EXPIRY)
      if (options.length === 0) {
        if (!(await cast.movesWithin(HANGS_AFTER_MS))) throw hanging()
        continue
      }
      if (acts.length === MOST_ACTS) throw endless(processes.filter(({ over }) => !over))
      const who = chooser.pick(options, last())
      if (who !== EXPIRY) await step(who)
      else {
        if (!needed) expiries -= 1
        await expire()
      }
    }
  }
  function hanging(): Unexplorable {
    const those = processes.filter(({ over }) => !over)
    return new Unexplorable(
      `${names(those)} ${those.length === 1 ? 'hangs' : 'hang'} after the steps ${acts.join('') || '(none)'}: nothing that the others do ends the wait. What was taken must be given back in a finally; a lock is waited for with await step('blocked').`,
    )
  }

  let broken = (): void => {}
  const aborted = new Promise<never>((_, reject) => {
    broken = () => reject(signal.reason)
    signal.addEventListener('abort', broken)
  })
  try {
    await Promise.race([run(), aborted])
    const harvest = await stage.sandbox.turn()
    return { ...harvest, schedule: acts.join(''), performed, leased: cast.leased }
  } finally {
    signal.removeEventListener('abort', broken)
    await cast.dismiss()
  }
}

const names = (those: readonly { number: number }[]): string =>
  those.map(({ number }) => `P${number}`).join(' and ')

const endless = (those: readonly { number: number }[]): Unexplorable =>
  new Unexplorable(
    `${names(those)} still went on after ${MOST_ACTS} steps. A strategy gives up after account.maxAttempts tries, and waits for a lock with await step('blocked').`,
  )
