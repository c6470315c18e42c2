import type { Wire } from '../redis/wire.ts'
import { touchRoom } from './room-store.ts'

/** Every ten minutes the keys of a room in use are kept for another day. */
const TOUCH_MS = 600_000

/** Answers what a room in use calls as often as it likes. */
export function createKeepAlive(wire: Wire, code: string): (epoch: number, version: number) => Promise<void> {
  let touchedAt = 0
  return async (epoch, version) => {
    if (Date.now() - touchedAt < TOUCH_MS) return
    touchedAt = Date.now()
    await touchRoom(wire, code, epoch, version)
  }
}
