import type { ChartPlotProps } from './chart-plot.tsx'
import { NOT_LOADED, onDemand } from './on-demand.tsx'

const ChartPlot = onDemand(() => import('./chart-plot.tsx').then(({ ChartPlot }) => ChartPlot), {
  ...NOT_LOADED,
  waiting: () => <div class="chart-box" />,
})

/** Expected and actual balance of the last minute. */
export function Chart(props: ChartPlotProps) {
  return (
    <figure class="chart" aria-label="Expected and actual balance over the last minute">
      <figcaption aria-hidden="true">
        <span class="key expected">expected</span>
        <span class="key actual">actual</span>
        <span class="key ago">last minute</span>
      </figcaption>
      <ChartPlot {...props} />
    </figure>
  )
}
