import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { duration } from '../../../shared/duration.ts'
import { PACE } from '../../../shared/pace.ts'
import { language } from '../../language.ts'
import { CodeForm } from '../../parts/code-form.tsx'
import { Wordmark } from '../../parts/equals-sign.tsx'
import { Link } from '../../router/link.tsx'
import { HOME_PATH, path } from '../../router/route.ts'
import type { VisitStage } from '../../store/state.ts'
import { JOIN } from '../../wording/class/join/words.ts'

/** A page with one message and a link to the front page. */
export function Ending({
  title,
  text,
  children,
}: {
  title: string
  text: string
  children?: ComponentChildren
}) {
  return (
    <main class="ending">
      <Link to={HOME_PATH} class="home-link">
        <Wordmark sign="unequal" />
      </Link>
      <h1>{title}</h1>
      <p>{text}</p>
      <div class="row">
        <Link to={HOME_PATH} class="button">
          To the front door
        </Link>
        {children}
      </div>
    </main>
  )
}

export function Nowhere() {
  return (
    <Ending title="There is nothing here." text="A room's address is /r/ and its six-character code.">
      <CorrectCode />
    </Ending>
  )
}

/** The code of the address, to be corrected; nothing when the address has none. */
function CorrectCode() {
  const texts = JOIN[language.value]
  const [typed] = useState(() => /^\/r\/([^/]+)/.exec(path.value)?.[1] ?? '')
  if (typed === '') return null
  return (
    <CodeForm label={texts.correct} button={texts.join} wrong={texts.badCode} typed={safelyDecoded(typed)} />
  )
}

function safelyDecoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const OVER = {
  left: { title: 'You left the room.', text: 'What you booked stays on the account; your seat is free.' },
  kicked: { title: 'The host removed you.', text: 'What you booked stays on the account.' },
  expired: {
    title: 'This room is over.',
    text: `A room and its account end ${duration(PACE.keptMs)} after their last use, or when Redis has lost them.`,
  },
} as const

/** The last page of a visit: the room refused it, or it is over. */
export function StageEnding({ stage }: { stage: Extract<VisitStage, { at: 'refused' | 'over' }> }) {
  if (stage.at === 'over') return <Ending {...OVER[stage.reason]} />
  const { code, message } = stage.problem
  const title =
    code === 'unknown-room'
      ? 'No such room.'
      : code === 'room-full'
        ? 'The room is full.'
        : 'Reload this page.'
  return (
    <Ending title={title} text={message}>
      <button type="button" class="button quiet" onClick={() => location.reload()}>
        Try again
      </button>
      {code === 'unknown-room' && <CorrectCode />}
    </Ending>
  )
}
