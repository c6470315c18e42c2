import type { Wire } from './wire.ts'

/** Redis' clock, read on this machine: `TIME` is the one clock all nodes share. */
export interface Clock {
  /** Milliseconds since 1970 on Redis' clock, accurate to half a round trip. */
  now(): number
  stop(): void
}

const REFRESH_MS = 5000

/** Measures the offset to Redis' clock now, and again every five seconds. */
export async function createClock(wire: Wire): Promise<Clock> {
  let offset = 0
  async function measure(): Promise<void> {
    const sent = Date.now()
    const [seconds, microseconds] = (await wire.command(['TIME'])) as [string, string]
    const received = Date.now()
    offset = Number(seconds) * 1000 + Number(microseconds) / 1000 - (sent + received) / 2
  }
  await measure()
  const timer = setInterval(() => void measure().catch(() => {}), REFRESH_MS)
  timer.unref()
  return { now: () => Math.round(Date.now() + offset), stop: () => clearInterval(timer) }
}
