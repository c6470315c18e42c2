import type { AlignedData, Options } from 'uplot'
import uPlot from 'uplot'
import { money } from '../../shared/money.ts'
import type { Room } from '../store/room.ts'

/** The room's history, extended to `now`. */
export function chartData({ history, account }: Room, now: number): AlignedData {
  const end = Math.max(now, (history.at.at(-1) ?? 0) + 1)
  return [
    [...history.at, end],
    [...history.expected, account.expected],
    [...history.actual, account.actual],
  ]
}

export function chartOptions(width: number, height: number, range: () => [number, number]): Options {
  const style = getComputedStyle(document.documentElement)
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim()
  const rem = Number.parseFloat(style.fontSize)
  const stepped = uPlot.paths.stepped?.({ align: 1 })
  const hatch = hatching(token('blood'))
  const line = (
    stroke: string | ((chart: uPlot) => CanvasGradient | string),
    size: number,
  ): uPlot.Series => ({
    ...{ stroke, width: size, points: { show: false }, ...(stepped && { paths: stepped }) },
  })
  return {
    width,
    height,
    legend: { show: false },
    cursor: { show: false },
    padding: [rem * 0.5, 0, rem * 0.4, 0],
    scales: {
      x: { time: false, range },
      y: { range: (_, low, high) => padded(low, high) },
    },
    axes: [
      { show: false },
      {
        side: 1,
        size: (_, labels) => rem * (1 + 0.5 * Math.max(6, ...(labels ?? []).map((label) => label.length))),
        gap: rem * 0.5,
        font: `500 ${rem * 0.85}px "JetBrains Mono Variable", monospace`,
        stroke: token('ink-3'),
        space: rem * 2.4,
        values: (_, splits) => splits.map((value) => (Number.isInteger(value) ? money(value) : '')),
        grid: { stroke: token('line'), width: 1 },
        ticks: { show: false },
      },
    ],
    hooks: { drawAxes: [(chart) => fillBetween(chart, hatch)] },
    series: [
      {},
      line(token('brass'), Math.max(2, rem * 0.16)),
      line((chart) => whereRight(chart, token('ink'), token('blood')), Math.max(2, rem * 0.16)),
    ],
  }
}

function padded(low: number | null, high: number | null): [number, number] {
  const [from, to] = [low ?? 0, high ?? 100]
  const pad = Math.max(10, (to - from) * 0.12)
  return [from - pad, to + pad]
}

/** The colours of the actual line, with a hard change wherever it leaves or meets the expected one. */
function whereRight(chart: uPlot, right: string, wrong: string): CanvasGradient | string {
  const { min, max } = chart.scales.x ?? {}
  const { left, width } = chart.bbox
  const [at, expected, actual] = chart.data
  if (min == null || max == null || !Number.isFinite(width) || width <= 0) return right
  const gradient = chart.ctx.createLinearGradient(left, 0, left + width, 0)
  let before: string | undefined
  for (let index = 0; index < at.length; index++) {
    const colour = expected?.[index] === actual?.[index] ? right : wrong
    if (colour === before) continue
    const stop = Math.min(1, Math.max(0, ((at[index] ?? 0) - min) / (max - min)))
    if (before !== undefined) gradient.addColorStop(stop, before)
    gradient.addColorStop(stop, colour)
    before = colour
  }
  return before === undefined ? right : gradient
}

/** Hatches the area between the two balances while they differ. */
function fillBetween(chart: uPlot, fill: CanvasPattern | string): void {
  const [at, expected, actual] = chart.data
  const { ctx, bbox } = chart
  ctx.save()
  ctx.beginPath()
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height)
  ctx.clip()
  ctx.fillStyle = fill
  for (let index = 0; index + 1 < at.length; index++) {
    const [ought, is] = [expected?.[index], actual?.[index]]
    if (ought == null || is == null || ought === is) continue
    const left = chart.valToPos(at[index] ?? 0, 'x', true)
    const right = chart.valToPos(at[index + 1] ?? 0, 'x', true)
    const [from, to] = [chart.valToPos(ought, 'y', true), chart.valToPos(is, 'y', true)]
    if (right > bbox.left) ctx.fillRect(left, Math.min(from, to), right - left, Math.abs(to - from))
  }
  ctx.restore()
}

function hatching(colour: string): CanvasPattern | string {
  const tile = document.createElement('canvas')
  tile.width = tile.height = 12
  const context = tile.getContext('2d')
  if (!context) return 'transparent'
  context.strokeStyle = colour
  context.globalAlpha = 0.45
  context.lineWidth = 2
  context.beginPath()
  for (const shift of [-12, 0, 12]) {
    context.moveTo(shift, 12)
    context.lineTo(shift + 12, 0)
  }
  context.stroke()
  return context.createPattern(tile, 'repeat') ?? 'transparent'
}
