import { useEffect } from 'preact/hooks'
import type { LessonCard } from '../../../shared/rounds/lesson.ts'
import type { RoomSession } from '../../connection/room-session.ts'
import { language } from '../../language.ts'
import { HOST } from '../../wording/class/host/words.ts'

interface LessonListProps {
  lessons: readonly LessonCard[] | null
  /** The lesson that is chosen. */
  chosen: string | undefined
  /** Without their ideas, which are the answers: where the class reads along. */
  bare?: boolean
  session: RoomSession
  onChoose: (lesson: string) => void
}

/** The lessons, in the order in which they are taught; one that this server cannot do says why. */
export function LessonList({ lessons, chosen, bare = false, session, onChoose }: LessonListProps) {
  const texts = HOST[language.value]
  useEffect(() => {
    session.readLessons()
  }, [session, language.value])
  if (!lessons) return <p class="aside">{texts.loading}</p>
  return (
    <ol class="lesson-list">
      {lessons.map(({ id, number, title, idea, minutes, unmet }) => (
        <li key={id}>
          <button
            type="button"
            aria-pressed={id === chosen}
            disabled={unmet !== undefined}
            onClick={() => onChoose(id)}
          >
            <span class="num">{number}</span>
            <span>
              <b>{title}</b>
              {(unmet !== undefined || !bare) && <small>{unmet ?? idea}</small>}
            </span>
            <small class="minutes">{texts.minutes(minutes)}</small>
          </button>
        </li>
      ))}
    </ol>
  )
}
