import { describe, expect, it } from 'vitest'
import { LockWaitUsedUp } from '../../server/account/account.ts'
import { Stopped } from '../../server/async/pause.ts'
import { createRealTimeStep } from '../../server/transaction/real-time-step.ts'
import { PACE } from '../../shared/pace.ts'

/** A seam whose clock the test moves. */
function open() {
  const told: string[] = []
  const stopping = new AbortController()
  const clock = { now: 0 }
  const step = createRealTimeStep({
    think: { thinkMs: 0, jitterMs: 0 },
    stop: stopping.signal,
    now: () => clock.now,
    attempts: () => 1,
    onWait: ({ point }) => void told.push(point),
  })
  return { step, told, stopping, clock }
}

describe('the timer that keeps a lock alive', () => {
  it('waits a second, tells no player, and does not change how long the lock was waited for', async () => {
    const { step, told, clock } = open()
    await step('blocked')
    const began = performance.now()
    await step('renew')
    expect(performance.now() - began).toBeGreaterThan(990)
    clock.now = PACE.lockWaitMs + 1
    await expect(step('blocked')).rejects.toThrow(LockWaitUsedUp)
    expect(told).toEqual([])
  })

  it('ends at once when the server stops', async () => {
    const { step, stopping } = open()
    const began = performance.now()
    const waiting = step('renew')
    stopping.abort()
    await expect(waiting).rejects.toThrow(Stopped)
    expect(performance.now() - began).toBeLessThan(900)
  })
})
