import { setTimeout as pause } from 'node:timers/promises'
import type { SwarmPlayer } from './swarm-player.ts'

export interface Load {
  mode: 'open' | 'closed'
  /** Transactions a second of each player, in mode `open`. */
  rate: number
  /** Ends it. */
  stop: AbortSignal
}

const AMOUNTS = [50, 20, 10, -10, -20, -50]
/** Milliseconds that a player in mode `closed` waits after a refusal at once, so that it is no loop. */
const REST_MS = 50

const amount = (): number => AMOUNTS[Math.floor(Math.random() * AMOUNTS.length)] as number

/** One player fires until it is stopped; resolves then, also with transactions that are still running. */
export async function play(player: Pick<SwarmPlayer, 'fire'>, { mode, rate, stop }: Load): Promise<void> {
  const rest = (ms: number): Promise<void> => pause(ms, undefined, { signal: stop }).catch(() => {})
  if (mode === 'closed') {
    const stopped = new Promise<void>((resolve) =>
      stop.addEventListener('abort', () => resolve(), { once: true }),
    )
    while (!stop.aborted) {
      const begun = performance.now()
      const done = player.fire(amount(), begun)
      await Promise.race([done, stopped])
      if (performance.now() - begun < 1) await rest(REST_MS)
    }
    return
  }
  // By the clock and not by pauses: a late timer makes the next transaction late, and that counts as latency.
  let dueAt = performance.now()
  for (;;) {
    dueAt += (-Math.log(1 - Math.random()) * 1000) / rate
    await rest(Math.max(0, dueAt - performance.now()))
    if (stop.aborted) return
    void player.fire(amount(), dueAt)
  }
}
