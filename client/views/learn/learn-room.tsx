import { useEffect } from 'preact/hooks'
import type { ClassView } from '../../../shared/rounds/class-messages.ts'
import { pageStorage } from '../../connection/local-storage.ts'
import type { RoomSession } from '../../connection/room-session.ts'
import { useDocumentHead } from '../../hooks/use-document-head.ts'
import { useRoom } from '../../hooks/use-room.ts'
import { useSpoken } from '../../hooks/use-spoken.ts'
import { language } from '../../language.ts'
import { ConnectionBanner } from '../../parts/connection-banner.tsx'
import { Wordmark } from '../../parts/equals-sign.tsx'
import { Notice } from '../../parts/notice.tsx'
import { HOME } from '../../wording/class/home/words.ts'
import { PHONE } from '../../wording/class/phone/words.ts'
import { ClassRoom } from '../play/class/class-room.tsx'
import { LearnList } from './learn-list.tsx'
import { SoloRow } from './solo-row.tsx'

/** So many bots when the lesson itself asks for none, and how fast they press. */
const BOTS = { bots: 3, perSecond: 0.4 }
/** By then the bots of a lesson are seated. */
const BOTS_AFTER_MS = 1500

/** The room in which one person learns. `onGone`: it does not exist any more, or the seat is gone. */
export function LearnRoom({ code, onGone }: { code: string; onGone: () => void }) {
  const { state, session } = useRoom(code, 'player')
  const { stage, room, classView: view } = state
  useDocumentHead(code, room)
  useSpoken(state, session)
  const isGone = stage.at === 'over' || stage.at === 'refused'
  useEffect(() => {
    if (isGone) onGone()
  }, [isGone])
  useEffect(() => {
    if (!session || stage.at !== 'door' || pageStorage.seat(code) !== undefined) return
    const kept = pageStorage.nickname()
    session.join(kept || PHONE[language.value].me)
    pageStorage.keepNickname(kept)
  }, [session, stage.at])
  useLoneLead(session, view)
  useProgress(view)
  if (!room || !session || !state.you || !view || stage.at === 'door') {
    return (
      <main class="ending" lang={language.value} aria-busy="true">
        <Wordmark sign="equal" />
        <h1>{HOME[language.value].learnOpening}</h1>
        <ConnectionBanner state={state} />
      </main>
    )
  }
  const choosing = view.phase === 'free' || view.phase === 'over' || !view.lesson
  return (
    <>
      {choosing ? (
        <LearnList state={state} session={session} />
      ) : (
        <ClassRoom code={code} state={state} room={room} session={session} view={view} solo>
          <SoloRow state={state} session={session} view={view} />
        </ClassRoom>
      )}
      <Notice notice={state.notice} />
    </>
  )
}

/** Does what a host would do for one person: no talk with a neighbour, and some bots. */
function useLoneLead(session: RoomSession | null, view: ClassView | null): void {
  useEffect(() => {
    if (!session || !view?.lesson) return
    if (view.phase === 'talk') session.lead({ event: 'next' })
    // A lesson that bots would spoil says so.
    if (view.phase !== 'lobby' || view.bots.count > 0 || view.lesson.quiet) return
    const timer = setTimeout(() => session.setBots(BOTS), BOTS_AFTER_MS)
    return () => clearTimeout(timer)
  }, [session, view?.number, view?.bots.count])
}

const KNOWN: readonly string[] = ['reveal', 'transfer', 'learnt', 'podium']

/** Stores how far the lesson is. */
function useProgress(view: ClassView | null): void {
  const lesson = view && KNOWN.includes(view.phase) ? view.lesson : undefined
  const isDone = lesson?.done?.reached === true || view?.phase === 'podium'
  useEffect(() => {
    if (!lesson) return
    const before = pageStorage.progress()
    const next = isDone || before[lesson.id] === 'done' ? 'done' : 'begun'
    if (before[lesson.id] !== next) pageStorage.keepProgress({ ...before, [lesson.id]: next })
  }, [lesson?.id, isDone])
}
