import type { Language, LessonCard } from '../../shared/rounds/lesson.ts'
import { unmetOf } from '../lessons/unmet.ts'
import type { RoomServices } from '../transaction/room-services.ts'
import { needsMet } from './unmet.ts'

/** The lessons of this server in a language, each with what the server lacks for it. */
export async function lessonCards(
  services: RoomServices,
  code: string,
  language: Language,
): Promise<LessonCard[]> {
  const { lessons } = services
  const met = await needsMet(lessons, services, code)
  return lessons.map(({ id, minutes, needs, texts }, i) => {
    const { title, idea } = texts[language]
    const unmet = unmetOf(needs, met, language)
    return { id, number: i + 1, title, idea, minutes, ...(unmet && { unmet }) }
  })
}
