import type { Language, LessonCard } from '../../shared/rounds/lesson.ts'
import { unmetOf } from '../lessons/unmet.ts'
import type { RoomServices } from '../transaction/room-services.ts'
import { needsMet } from './unmet.ts'

/** Milliseconds for which what the server lacks is not looked up again: a look takes a connection to Redis of its own. */
const KNOWN_MS = 5000
const looks = new WeakMap<RoomServices, { at: number; met: ReturnType<typeof needsMet> }>()

function recentlyMet(services: RoomServices, code: string): ReturnType<typeof needsMet> {
  const known = looks.get(services)
  if (known && performance.now() - known.at < KNOWN_MS) return known.met
  const met = needsMet(services.lessons, services, code)
  looks.set(services, { at: performance.now(), met })
  met.catch(() => looks.delete(services))
  return met
}

/** The lessons of this server in a language, each with what the server lacks for it. */
export async function lessonCards(
  services: RoomServices,
  code: string,
  language: Language,
): Promise<LessonCard[]> {
  const { lessons } = services
  const met = await recentlyMet(services, code)
  return lessons.map(({ id, minutes, needs, texts }, i) => {
    const { title, idea } = texts[language]
    const unmet = unmetOf(needs, met, language)
    return { id, number: i + 1, title, idea, minutes, ...(unmet && { unmet }) }
  })
}
