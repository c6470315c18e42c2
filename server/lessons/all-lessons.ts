import { lostUpdate } from './1-lost-update.ts'
import { noPause } from './2-no-pause.ts'
import { rightBalance } from './3-right-balance.ts'
import type { Lesson } from './lesson.ts'

/** In the order in which they are taught. */
export const LESSONS: readonly Lesson[] = [lostUpdate, noPause, rightBalance]

export const lessonById = (id: string): Lesson | undefined => LESSONS.find((lesson) => lesson.id === id)
