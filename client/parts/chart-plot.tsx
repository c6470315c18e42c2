import 'uplot/dist/uPlot.min.css'
import { useEffect, useRef } from 'preact/hooks'
import type UPlot from 'uplot'
import uPlot from 'uplot'
import { STILL, useMedia } from '../hooks/use-media.ts'
import { useSize } from '../hooks/use-size.ts'
import { HISTORY_MS } from '../store/history.ts'
import type { Room } from '../store/room.ts'
import { theme } from '../theme.ts'
import { chartData, chartOptions } from './chart-options.ts'

const REDRAW_MS = 200

export interface ChartPlotProps {
  room: Room
  offset: number
  stoppedAt: number | null
}

/** The lines of the chart. */
export function ChartPlot({ room, offset, stoppedAt }: ChartPlotProps) {
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

  return <div class="chart-box" ref={box} aria-hidden="true" />
}
