import type { Lesson } from '../lessons/lesson.ts'
import type { Wire } from '../redis/wire.ts'
import { FREE } from '../rounds/class-state.ts'
import { changeClass } from '../rounds/class-store.ts'
import { changeFor } from '../rounds/next-change.ts'
import { createRoomWithLink } from './room-store.ts'

/** A room that the server has opened by itself. `link`: the secret of the link that makes its first opener the host. */
export interface LessonRoom {
  code: string
  link: string
}

/** Opens a room without a host yet, whose lobby waits with the lesson. Its bots come when the host starts the race. */
export async function openLessonRoom(wire: Wire, lesson: Lesson): Promise<LessonRoom> {
  const room = await createRoomWithLink(wire)
  const change = changeFor(FREE, 'lobby', { chosen: { lesson } })
  if (!change) throw new Error('a new room has no way into the lobby')
  const { bots: _, ...lobby } = change
  await changeClass(wire, room.code, FREE.number, 1, lobby)
  return room
}
