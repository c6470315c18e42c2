import { setTimeout as sleep } from 'node:timers/promises'

/** The server is stopping while a transaction waits. */
export class Stopped extends Error {
  constructor() {
    super('the server is stopping')
    this.name = 'Stopped'
  }
}

/** Waits `ms` milliseconds; rejects with `Stopped` as soon as the signal fires. */
export async function pause(ms: number, stop: AbortSignal): Promise<void> {
  if (stop.aborted) throw new Stopped()
  if (ms <= 0) return
  try {
    await sleep(ms, undefined, { signal: stop })
  } catch {
    throw new Stopped()
  }
}

/** Think time in milliseconds: the setting plus or minus up to the jitter, at least 0. */
export function thinkMs(set: { thinkMs: number; jitterMs: number }, random = Math.random): number {
  return Math.max(0, Math.round(set.thinkMs + (random() * 2 - 1) * set.jitterMs))
}

/** Jittered exponential backoff before attempt `attempt` (2 and up): up to 4 ms, doubling to 64 ms. */
export function backoffMs(attempt: number, random = Math.random): number {
  return Math.round(random() * Math.min(64, 4 * 2 ** (attempt - 2)))
}

/** Milliseconds before the next try to take a lock: about 10 ms, doubling to about 100 ms. */
export function lockPollMs(times: number, random = Math.random): number {
  return Math.round((0.5 + random()) * Math.min(100, 10 * 2 ** (times - 1)))
}
