import { useEffect } from 'preact/hooks'
import { pageStorage } from '../../connection/local-storage.ts'
import type { RoomSession } from '../../connection/room-session.ts'
import { language } from '../../language.ts'
import { ConnectionBanner } from '../../parts/connection-banner.tsx'
import { Wordmark } from '../../parts/equals-sign.tsx'
import { LanguagePicker } from '../../parts/language-picker.tsx'
import { ThemeToggle } from '../../parts/theme-toggle.tsx'
import { Link } from '../../router/link.tsx'
import { HOME_PATH } from '../../router/route.ts'
import type { State } from '../../store/state.ts'
import { HOME } from '../../wording/class/home/words.ts'
import { HOST } from '../../wording/class/host/words.ts'

/** All lessons, and what is done. */
export function LearnList({ state, session }: { state: State; session: RoomSession }) {
  const texts = HOME[language.value]
  const { lessons } = state
  const progress = pageStorage.progress()
  // The list comes in the language that the server knows of, so that is told first.
  useEffect(() => {
    session.speak(language.value)
    session.readLessons()
  }, [session, language.value])
  const done = (lessons ?? []).filter(({ id }) => progress[id] === 'done').length
  const next = lessons?.find(({ id, unmet }) => unmet === undefined && progress[id] !== 'done')
  return (
    <div class="learn" lang={language.value}>
      <header>
        <Link to={HOME_PATH} class="home-link">
          <Wordmark />
        </Link>
        <span class="grow" />
        <LanguagePicker />
        <ThemeToggle />
      </header>
      <ConnectionBanner state={state} />
      <main>
        <h1>{texts.learnTitle}</h1>
        <p class="lead">{texts.learnText}</p>
        {lessons ? (
          <>
            <p class="label">{texts.doneOf(done, lessons.length)}</p>
            <ol class="learn-list">
              {lessons.map(({ id, number, title, idea, minutes, unmet }) => (
                <li key={id}>
                  <button
                    type="button"
                    data-next={id === next?.id}
                    disabled={unmet !== undefined}
                    onClick={() => session.lead({ event: 'lobby', lesson: id })}
                  >
                    <span class="num">{number}</span>
                    <span>
                      <b>{title}</b>
                      {/* The idea answers the lesson's question, so it is told when the lesson is done. */}
                      <small>{unmet ?? (progress[id] === 'done' && idea)}</small>
                    </span>
                    <small class="state" data-state={progress[id]}>
                      {progress[id] ? texts[progress[id]] : HOST[language.value].minutes(minutes)}
                    </small>
                  </button>
                </li>
              ))}
            </ol>
          </>
        ) : (
          <p class="lead">{HOST[language.value].loading}</p>
        )}
      </main>
    </div>
  )
}
