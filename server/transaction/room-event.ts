import { z } from 'zod'
import { Entry } from '../../shared/journal.ts'
import { StepView, Unapplied } from '../../shared/protocol.ts'

/** A message on a room's channel. Only a doorbell: a node that misses one catches up from Redis. */
const RoomEvent = z.discriminatedUnion('kind', [
  /** A committed write; published by the commit script itself. */
  z.object({
    kind: z.literal('entry'),
    epoch: z.int(),
    entry: Entry.refine(({ version, parent }) => parent < version),
  }),
  z.object({ kind: z.literal('unapplied'), epoch: z.int(), unapplied: Unapplied }),
  z.object({ kind: z.literal('step'), epoch: z.int(), step: StepView }),
  /** The room's record changed: settings, or a new epoch. */
  z.object({ kind: z.literal('room') }),
  z.object({ kind: z.literal('players') }),
  /** What the class does has changed: its phase, or how many have answered. */
  z.object({ kind: z.literal('class') }),
  /** A browser asks a host for something, or a host has answered. */
  z.object({ kind: z.literal('requests') }),
  /** A browser has become a host, or was revoked. */
  z.object({ kind: z.literal('hosts') }),
  /** A node has stored acknowledged writes that Redis has forgotten. */
  z.object({ kind: z.literal('forgotten') }),
  /** The players that are connected to a node have changed. */
  z.object({ kind: z.literal('presence'), node: z.string().optional() }),
])
export type RoomEvent = z.infer<typeof RoomEvent>

/** `undefined` if the text is not a valid event: any Redis client may publish on the channel. */
export function parseRoomEvent(text: string): RoomEvent | undefined {
  try {
    const parsed = RoomEvent.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}
