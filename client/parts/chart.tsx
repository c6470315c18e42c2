import 'uplot/dist/uPlot.min.css'
import { useEffect, useRef } from 'preact/hooks'
import type UPlot from 'uplot'
import uPlot from 'uplot'
import { STILL, useMedia } from '../hooks/use-media.ts'
import { useSize } from '../hooks/use-size.ts'
import { HISTORY_MS } from '../store/balance-history.ts'
import type { Room } from '../store/room.ts'
import { theme } from '../theme.ts'
import { chartData, chartOptions } from './chart-options.ts'

const REDRAW_MS = 200

/** Expected and actual balance of the last minute. */
export function Chart({ room, offset, stoppedAt }: { room: Room; offset: number; stoppedAt: number | null }) {
  const box = useRef<HTMLDivElement>(null)
  const latest = useRef({ room, offset, stoppedAt })
  latest.current = { room, offset, stoppedAt }
  const { width, height } = useSize(box)
  const still = useMedia(STILL)
  const look = theme.value

  // The chart reads the theme's colours when it is made, so each theme makes a new one.
  useEffect(() => {
    if (!box.current || width === 0 || height === 0) return
    const now = () => latest.current.stoppedAt ?? Date.now() + latest.current.offset
    const chart: UPlot = new uPlot(
      chartOptions(width, height, () => [now() - HISTORY_MS, now()]),
      chartData(latest.current.room, now()),
      box.current,
    )
    const timer = setInterval(
      () => {
        if (document.visibilityState === 'visible') chart.setData(chartData(latest.current.room, now()))
      },
      still ? 5 * REDRAW_MS : REDRAW_MS,
    )
    return () => {
      clearInterval(timer)
      chart.destroy()
    }
  }, [width, height, look, still])

  return (
    <figure class="chart" aria-label="Expected and actual balance over the last minute">
      <figcaption aria-hidden="true">
        <span class="key expected">expected</span>
        <span class="key actual">actual</span>
        <span class="key ago">last minute</span>
      </figcaption>
      <div class="chart-box" ref={box} aria-hidden="true" />
    </figure>
  )
}
