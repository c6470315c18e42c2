import { useEffect, useLayoutEffect, useState } from 'preact/hooks'
import { pageStorage } from '../connection/local-storage.ts'
import { createRoomSession, type RoomSession } from '../connection/room-session.ts'
import { storageKey } from '../router/base-path.ts'
import { hostLink } from '../router/host-link.ts'
import { initialState, type State } from '../store/state.ts'

/** An animation frame longer than this, in milliseconds, means that the machine is too slow. */
const SLOW_MS = 34
const LONGEST_REST_MS = 300
const HIDDEN_MS = 500
const RELOADED = storageKey('reloaded')

/** Visits a room while the page is mounted. The state changes at most once per animation frame. */
export function useRoom(
  code: string,
  as: 'player' | 'screen',
): { state: State; session: RoomSession | null } {
  const [state, setState] = useState<State>(initialState)
  const [session, setSession] = useState<RoomSession | null>(null)
  const [failure, setFailure] = useState<{ error: unknown } | null>(null)
  // The page shows it in its own place, as if it had been thrown while drawing.
  if (failure) throw failure.error
  // A layout effect, so that the session exists before a button can be pressed.
  useLayoutEffect(() => {
    let newest = initialState
    let due = false
    const draw = (drawnAt: number) => {
      setState(newest)
      const drawn = newest
      // The next frame shows what this one cost; a slow machine rests twice as long, up to `LONGEST_REST_MS`.
      nextFrame((now) => {
        const cost = now - drawnAt
        const rest = cost > SLOW_MS ? Math.min(LONGEST_REST_MS, 2 * cost) : 0
        setTimeout(() => {
          due = false
          if (newest !== drawn) demand()
        }, rest)
      })
    }
    const demand = () => {
      if (due) return
      due = true
      nextFrame(draw)
    }
    const visit = createRoomSession({
      code,
      as,
      pageStorage,
      onOtherProtocol: reloadOnce,
      onFailure: (error) => setFailure({ error }),
      onState(next) {
        newest = next
        demand()
      },
    })
    setSession(visit)
    return () => visit.close()
  }, [code, as])
  const link = hostLink.value
  useEffect(() => {
    if (!session || link === undefined) return
    hostLink.value = undefined
    session.useHostLink(link)
  }, [session, link])
  return { state, session }
}

/** The next animation frame, or a timer: a hidden page gets no frames, but its title should still change. */
function nextFrame(callback: (now: number) => void): void {
  let called = false
  const once = (now: number) => {
    if (called) return
    called = true
    callback(now)
  }
  requestAnimationFrame(once)
  setTimeout(() => once(performance.now()), HIDDEN_MS)
}

/** Reloads once, since a newer server has a newer page; if that does not help, the page says so. */
function reloadOnce(): void {
  try {
    if (sessionStorage.getItem(RELOADED)) return
    sessionStorage.setItem(RELOADED, 'yes')
    location.reload()
  } catch {
    // Without storage the page cannot know whether it has reloaded already.
  }
}
