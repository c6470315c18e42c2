import type { ComponentChildren } from 'preact'
import { duration } from '../../../shared/duration.ts'
import { PACE } from '../../../shared/pace.ts'
import { Wordmark } from '../../parts/equals-sign.tsx'
import { onDemand } from '../../parts/on-demand.tsx'
import { Link } from '../../router/link.tsx'
import { HOME_PATH, path } from '../../router/route.ts'
import type { VisitStage } from '../../store/state.ts'

/** A page with one message and a link to the front page. */
export function Ending({
  title,
  text,
  before,
  children,
}: {
  title: string
  text: string
  /** Stands before the links. */
  before?: ComponentChildren
  children?: ComponentChildren
}) {
  return (
    <main class="ending">
      <Link to={HOME_PATH} class="home-link">
        <Wordmark sign="unequal" />
      </Link>
      <h1>{title}</h1>
      <p>{text}</p>
      {before}
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
    <Ending
      title="There is nothing here."
      text="A room's address is /r/ and its six-character code."
      before={typedCode() !== '' && <CorrectCode typed={typedCode()} />}
    />
  )
}

const CorrectCode = onDemand(() => import('./correct-code.tsx').then(({ CorrectCode }) => CorrectCode), {
  waiting: () => null,
  failed: () => null,
})

/** The code in the address; '' when it has none. */
function typedCode(): string {
  const typed = /^\/r\/([^/]+)/.exec(path.value)?.[1] ?? ''
  try {
    return decodeURIComponent(typed)
  } catch {
    return typed
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
    <Ending
      title={title}
      text={message}
      before={code === 'unknown-room' && <CorrectCode typed={typedCode()} />}
    >
      <button type="button" class="button quiet" onClick={() => location.reload()}>
        Try again
      </button>
    </Ending>
  )
}
