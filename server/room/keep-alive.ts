import type { Wire } from '../redis/wire.ts'
import { touchRounds } from '../rounds/round-store.ts'
import { touchRoom } from './room-store.ts'

/** Milliseconds between two renewals of a room's keys; each keeps them for another day. */
const TOUCH_MS = 600_000

/** Makes a function that keeps a room's keys alive; it may be called at any rate, and acts every ten minutes. */
export function createKeepAlive(wire: Wire, code: string): (epoch: number, version: number) => Promise<void> {
  let touchedAt = 0
  return async (epoch, version) => {
    if (Date.now() - touchedAt < TOUCH_MS) return
    touchedAt = Date.now()
    await touchRoom(wire, code, epoch, version)
    await touchRounds(wire, code)
  }
}
