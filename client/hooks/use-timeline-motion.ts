import type { RefObject } from 'preact'
import { useEffect } from 'preact/hooks'
import type { Scale } from '../timeline/lane-geometry.ts'

/** Milliseconds between redraws when the user prefers reduced motion. */
const STILL_MS = 1000

interface TimelineMotionOptions {
  layer: RefObject<HTMLElement | null>
  scale: Scale
  width: number
  /** The time on the clock of Redis, or the time at which the timeline stopped. */
  clock(): number
  moving: boolean
  still: boolean
}

/** Moves the whole timeline with one transform per animation frame, and grows the bars of running transactions. */
export function useTimelineMotion({
  layer,
  scale,
  width,
  clock,
  moving,
  still,
}: TimelineMotionOptions): void {
  useEffect(() => {
    let frame = 0
    let timer: ReturnType<typeof setTimeout> | undefined
    const draw = () => {
      const element = layer.current
      if (element) {
        const now = clock()
        element.style.transform = `translate3d(${width - (now - scale.origin) * scale.perMs}px,0,0)`
        for (const bar of element.querySelectorAll<HTMLElement>('[data-growing]'))
          bar.style.width = `${Math.max(7, (now - Number(bar.dataset.growing)) * scale.perMs)}px`
      }
      if (!moving) return
      if (still) timer = setTimeout(draw, STILL_MS)
      else frame = requestAnimationFrame(draw)
    }
    draw()
    return () => {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
    }
  })
}
