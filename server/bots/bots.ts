import { BankError } from '../../shared/errors.ts'
import { PACE } from '../../shared/pace.ts'
import { coalesced } from '../async/coalesced.ts'
import { repeating } from '../async/repeating.ts'
import { NODE_KEYS } from '../redis/keys.ts'
import { createLogOnce } from '../redis/log-once.ts'
import type { Rooms } from '../room/rooms.ts'
import type { RoomServices } from '../transaction/room-services.ts'
import { RoomBots } from './room-bots.ts'
import { leaveRooms, reportRooms, reserveBots } from './rooms-with-bots.ts'
import { type BotsBy, seatBots, tellShort } from './seat-bots.ts'

/** Milliseconds between two confirmations of the bots that this node runs. */
const CONFIRM_MS = 1000

/** The bots that one node runs, of all rooms. */
export interface Bots {
  /** Sets how many bots a room has, and how fast each is. Throws `BankError`; then nothing has changed. */
  set(code: string, bots: number, perSecond: number, by?: BotsBy): Promise<void>
  /** Stops them at once; other nodes go on with them. */
  close(): Promise<void>
}

/** Begins to run this node's share of all bots. */
export function openBots(services: RoomServices, rooms: Rooms): Bots {
  const wire = services.wires.ioredis
  const node = services.nodes.id
  const running = new Map<string, { bots: RoomBots; release(): void }>()
  const logOnce = createLogOnce(wire, (error, what) => services.log(error, `bots: ${what}`))
  let inFlight = 0
  const places = {
    begin: () => {
      if (inFlight >= PACE.botsInFlight) return false
      inFlight += 1
      return true
    },
    end: () => {
      inFlight -= 1
    },
  }
  let closed = false

  async function begin(code: string): Promise<void> {
    try {
      const { room, release } = await rooms.hold(code)
      running.set(code, { bots: new RoomBots({ room, services, places }), release })
    } catch (error) {
      // The room has expired, and its report will.
      if (!(error instanceof BankError)) throw error
    }
  }

  async function end(code: string): Promise<void> {
    const one = running.get(code)
    running.delete(code)
    try {
      await one?.bots.leave()
    } finally {
      one?.release()
    }
  }

  const confirm = coalesced(async () => {
    if (closed || !wire.reaches(NODE_KEYS.bots)) return
    const pages = (await rooms.withConnections()).filter(({ bots }) => bots.ids.length > 0)
    const seated = new Map(pages.map(({ code, bots }) => [code, bots.ids.length]))
    const active = await reportRooms(wire, node, seated)
    const over = [...running].filter(([code, { bots }]) => !active.has(code) || bots.room.expired)
    await Promise.all(over.map(([code]) => logOnce('could not be given back', () => end(code))))
    const fresh = [...active.keys()].filter((code) => !running.has(code))
    await Promise.all(fresh.map((code) => logOnce('a room could not be opened', () => begin(code))))
    await Promise.all(
      [...running].map(([code, { bots }]) =>
        logOnce('could not be confirmed', () => bots.confirm(active.get(code) ?? 0)),
      ),
    )
    for (const { code, bots } of pages) {
      const isShort = (active.get(code) ?? 0) < bots.ids.length
      if (isShort !== bots.isShort)
        await logOnce('could not be told that they are used up', () => tellShort(wire, code, isShort))
    }
  })
  const stop = repeating(CONFIRM_MS, () => logOnce('could not be confirmed', confirm))

  return {
    async set(code, bots, perSecond, by) {
      await reserveBots(wire, node, code, bots)
      await seatBots(wire, code, bots, perSecond, by)
    },
    async close() {
      if (closed) return
      stop()
      closed = true
      for (const { bots } of running.values()) bots.stop()
      // A confirmation that is still running would take them again.
      await confirm().catch(() => {})
      await Promise.all([...running.keys()].map((code) => end(code).catch(() => {})))
      await leaveRooms(wire, node).catch(() => {})
    },
  }
}
