import { useLayoutEffect, useRef } from 'preact/hooks'
import type { ClassView } from '../../../../shared/rounds/class-messages.ts'
import type { RoomSession } from '../../../connection/room-session.ts'
import type { PageAct, WallAct } from '../../../wording/class/wall/texts.ts'
import { type Act, actOfKey } from './acts.ts'

/** Milliseconds after which an act that had no effect may be tried again. */
const AGAIN_MS = 1500

const FIELDS = 'input, textarea, select, [contenteditable], [role="dialog"]'
const PRESSED = `${FIELDS}, button, a[href], summary`

/**
 * Carries out what the host does from the projector, by a button or a key. One press in a phase counts: the phase's
 * number is sent with it, and a second press before the answer is ignored here already.
 */
export function useActs(
  acts: readonly Act[],
  view: ClassView,
  session: RoomSession,
  onPage: Record<PageAct, () => void>,
): (act: WallAct) => void {
  const done = useRef({ number: -1, act: 'next', at: 0 })
  const perform = (act: WallAct) => {
    if (act === 'code' || act === 'lessons') return onPage[act]()
    const { number } = view
    const last = done.current
    const now = Date.now()
    if (last.number === number && last.act === act && now - last.at < AGAIN_MS) return
    done.current = { number, act, at: now }
    session.lead({ event: act })
  }
  const latest = useRef({ acts, perform })
  latest.current = { acts, perform }
  // Before the phase can be seen: a key that is pressed at its first sight counts.
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) return
      const target = event.target instanceof Element ? event.target : document.body
      // A pressed button already does what Space and Enter do to it.
      const pressing = event.key === ' ' || event.key === 'Enter'
      if (target.closest(pressing ? PRESSED : FIELDS)) return
      const act = actOfKey(event.key, latest.current.acts)
      if (!act) return
      event.preventDefault()
      latest.current.perform(act)
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [])
  return perform
}
