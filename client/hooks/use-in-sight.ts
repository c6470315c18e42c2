import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { LineRange } from '../../shared/lit-lines.ts'
import { STILL, useMedia } from './use-media.ts'

/** Scrolls to the lit lines only when they change, so that the reader may scroll away. */
export function useInSight(lit: readonly LineRange[]): RefObject<HTMLDivElement | null> {
  const scroller = useRef<HTMLDivElement>(null)
  const still = useMedia(STILL)
  const [first] = lit
  const key = first ? `${first.from}-${first.to}` : ''
  const last = useRef('')
  useEffect(() => {
    const box = scroller.current
    if (!box || key === '' || key === last.current) return
    last.current = key
    const lines = [...box.querySelectorAll<HTMLElement>('[data-lit="true"]')]
    const [top, bottom] = [lines[0], lines.at(-1)]
    if (!top || !bottom) return
    const frame = box.getBoundingClientRect()
    const from = top.getBoundingClientRect().top - frame.top
    const to = bottom.getBoundingClientRect().bottom - frame.top
    if (from >= 0 && to <= frame.height) return
    box.scrollBy({ top: (from + to - frame.height) / 2, behavior: still ? 'auto' : 'smooth' })
  }, [key, still])
  return scroller
}
