import { z } from 'zod'
import { Entry } from '../../shared/journal.ts'
import { StepView, Unapplied } from '../../shared/protocol.ts'

/** What is published on a room's channel. Only a doorbell: whoever misses one catches up from what Redis holds. */
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
  /** A node has told what Redis has forgotten. */
  z.object({ kind: z.literal('forgotten') }),
  /** A node has other players of the room than it had. */
  z.object({ kind: z.literal('presence'), node: z.string().optional() }),
])
export type RoomEvent = z.infer<typeof RoomEvent>

/** `undefined` for anything that is none: anyone may publish on a Redis channel. */
export function parseRoomEvent(text: string): RoomEvent | undefined {
  try {
    const parsed = RoomEvent.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}
