import { PACE } from '../../shared/pace.ts'
import type { StepView } from '../../shared/protocol.ts'
import { LockWaitUsedUp, type Seen, type Step } from '../account/account.ts'
import { createStep, type Point } from '../account/step.ts'
import { backoffMs, lockPollMs, pause, Stopped, thinkMs } from '../async/pause.ts'

/** What the seam of one transaction needs: durations, clock, and a callback. */
export interface RealTimeStepOptions {
  think: { thinkMs: number; jitterMs: number }
  /** Ends every pause at once when the server stops. */
  stop: AbortSignal
  now(): number
  /** Number of the current attempt. */
  attempts(): number
  /** Called for a wait that is long enough to see. */
  onWait(wait: Pick<StepView, 'point' | 'seen' | 'attempt' | 'at' | 'until'>): void
}

/** Milliseconds; a shorter wait is not sent. */
const VISIBLE_MS = 150
/** Milliseconds between two renewals of a lock. */
const RENEW_MS = 1000

/** Makes the seam for rooms and the demo: real time passes. */
export function createRealTimeStep(options: RealTimeStepOptions): Step {
  const { stop, now } = options
  /** How often it has found the lock taken, since when, and whether that was told. */
  const blocked = { times: 0, since: 0, told: false }

  function tell(point: Point, at: number, ms: number, seen?: Seen): void {
    if (ms < VISIBLE_MS) return
    const attempt = options.attempts()
    options.onWait({ point, ...(seen && { seen: seen.balance }), attempt, at, until: at + ms })
  }

  async function poll(): Promise<void> {
    if (blocked.times === 0) blocked.since = now()
    const waited = now() - blocked.since
    if (waited > PACE.lockWaitMs) throw new LockWaitUsedUp()
    if (!blocked.told && waited >= VISIBLE_MS) {
      blocked.told = true
      tell('blocked', blocked.since, PACE.lockWaitMs)
    }
    blocked.times += 1
    await pause(lockPollMs(blocked.times), stop)
  }

  /** Waits for the promise, however long that takes, but not when the server stops. */
  async function wait(free: Promise<unknown>): Promise<void> {
    const since = now()
    const timer = setTimeout(() => tell('blocked', since, PACE.lockWaitMs), VISIBLE_MS)
    let stopped = (): void => {}
    const stopping = new Promise<void>((_, reject) => {
      stopped = () => reject(new Stopped())
      stop.addEventListener('abort', stopped)
    })
    try {
      await Promise.race([free.catch(() => {}), stopping])
    } finally {
      clearTimeout(timer)
      stop.removeEventListener('abort', stopped)
    }
  }

  return createStep(async (point, seen, free) => {
    if (free) return wait(free)
    if (point === 'blocked') return poll()
    if (point === 'renew') return pause(RENEW_MS, stop)
    blocked.times = 0
    blocked.told = false
    const ms = point === 'backoff' ? backoffMs(options.attempts()) : thinkMs(options.think)
    tell(point, now(), ms, seen)
    await pause(ms, stop)
  })
}
