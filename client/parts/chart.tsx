import { useEffect, useRef } from 'preact/hooks'
import { money } from '../../shared/money.ts'
import { STILL, useMedia } from '../hooks/use-media.ts'
import { useSize } from '../hooks/use-size.ts'
import type { Room } from '../store/room.ts'
import { theme } from '../theme.ts'
import { chartLook, drawChart } from './draw-chart.ts'

const REDRAW_MS = 200

const ENGLISH = {
  label: 'Expected and actual balance over the last minute',
  ...{ expected: 'expected', actual: 'actual', ago: 'last minute' },
  ...{ now: 'now', money },
}

interface ChartProps {
  room: Room
  offset: number
  stoppedAt: number | null
  /** Its words in another language. */
  words?: typeof ENGLISH
}

/** Expected and actual balance of the last minute. */
export function Chart({ room, offset, stoppedAt, words = ENGLISH }: ChartProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const latest = useRef({ room, offset, stoppedAt, words })
  latest.current = { room, offset, stoppedAt, words }
  const { width, height } = useSize(canvas)
  const still = useMedia(STILL)
  const shade = theme.value

  useEffect(() => {
    const element = canvas.current
    if (!element) return
    const look = chartLook(element)
    const draw = () => {
      const { room, offset, stoppedAt, words } = latest.current
      drawChart(element, look, room, stoppedAt ?? Date.now() + offset, words)
    }
    draw()
    const timer = setInterval(
      () => {
        if (document.visibilityState === 'visible') draw()
      },
      still ? 5 * REDRAW_MS : REDRAW_MS,
    )
    return () => clearInterval(timer)
  }, [width, height, shade, still])

  return (
    <figure class="chart" aria-label={words.label}>
      <figcaption aria-hidden="true">
        <span class="key expected">{words.expected}</span>
        <span class="key actual">{words.actual}</span>
        <span class="key ago">{words.ago}</span>
      </figcaption>
      <div class="chart-box" aria-hidden="true">
        <canvas ref={canvas} />
      </div>
    </figure>
  )
}
