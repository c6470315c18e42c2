import { useLayoutEffect, useState } from 'preact/hooks'
import { pageStorage } from '../connection/local-storage.ts'
import { createSession, type Session } from '../connection/session.ts'
import { initialState, type State } from '../store/state.ts'

/** A frame that took longer than this, in milliseconds, was too much for the machine. */
const SLOW_MS = 34
const LONGEST_REST_MS = 300
const HIDDEN_MS = 500
const RELOADED = 'bankrun:reloaded'

/** Visits a room for as long as the page is shown. States arrive at most once per animation frame. */
export function useRoom(code: string, as: 'player' | 'screen'): { state: State; session: Session | null } {
  const [state, setState] = useState<State>(initialState)
  const [session, setSession] = useState<Session | null>(null)
  // Before the page can be touched: nothing that is pressed may find nobody to tell.
  useLayoutEffect(() => {
    let newest = initialState
    let due = false
    const draw = (drawnAt: number) => {
      setState(newest)
      const drawn = newest
      // The frame after tells what this one cost; a slow machine rests twice as long, up to a point.
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
    const visit = createSession({
      code,
      as,
      pageStorage,
      onOtherProtocol: reloadOnce,
      onState(next) {
        newest = next
        demand()
      },
    })
    setSession(visit)
    return () => visit.close()
  }, [code, as])
  return { state, session }
}

/** A hidden page gets no animation frames, but its title should tell. */
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

/** A newer server has a newer page; when that did not help, the state says so. */
function reloadOnce(): void {
  try {
    if (sessionStorage.getItem(RELOADED)) return
    sessionStorage.setItem(RELOADED, 'yes')
    location.reload()
  } catch {
    // Without storage one cannot know whether this is the second time.
  }
}
