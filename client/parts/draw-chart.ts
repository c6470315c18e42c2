import { HISTORY_MS } from '../store/balance-history.ts'
import type { Room } from '../store/room.ts'
import { rangeOf, type Span, spansOf, ticksOf } from '../timeline/chart-scale.ts'

/** What is written on the chart. */
export interface ChartWords {
  now: string
  money(units: number): string
}

/** The theme's colours, and the sizes of a rem and of the chart's letters in CSS pixels; read once per theme. */
export interface ChartLook {
  rem: number
  font: number
  brass: string
  ink: string
  blood: string
  faint: string
  line: string
  hatch: CanvasPattern | string
}

/** `canvas`: its font size is that of the chart's letters. */
export function chartLook(canvas: HTMLElement): ChartLook {
  const style = getComputedStyle(document.documentElement)
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim()
  return {
    rem: Number.parseFloat(style.fontSize),
    font: Number.parseFloat(getComputedStyle(canvas).fontSize),
    brass: token('brass'),
    ink: token('ink'),
    blood: token('blood'),
    faint: token('ink-3'),
    line: token('line'),
    hatch: hatching(token('blood')),
  }
}

/** Draws the last minute before `now`: where the balances differ, the actual one is red and the area is hatched. */
export function drawChart(
  canvas: HTMLCanvasElement,
  look: ChartLook,
  room: Room,
  now: number,
  words: ChartWords,
): void {
  const context = canvas.getContext('2d')
  const { clientWidth: width, clientHeight: height } = canvas
  if (!context || width === 0 || height === 0) return
  const { devicePixelRatio: ratio } = globalThis
  const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)]
  if (canvas.width !== wide || canvas.height !== high) Object.assign(canvas, { width: wide, height: high })
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.clearRect(0, 0, width, height)

  const { rem, font } = look
  const spans = spansOf(room.history, now)
  const range = rangeOf(spans)
  const [top, bottom] = [font * 0.7, height - font * 1.7]
  const y = (balance: number) => bottom - ((balance - range.low) / (range.high - range.low)) * (bottom - top)
  const ticks = ticksOf(range, Math.floor((bottom - top) / (font * 2)))
  const labels = ticks.map((tick) => words.money(tick))
  const right = width - font * (1 + 0.6 * Math.max(5, ...labels.map((label) => label.length)))
  const x = (at: number) => right - ((now - at) / HISTORY_MS) * right

  context.font = `500 ${font}px "JetBrains Mono Variable", monospace`
  context.textBaseline = 'middle'
  context.fillStyle = look.faint
  context.strokeStyle = look.line
  context.lineWidth = 1
  for (const [index, tick] of ticks.entries()) {
    const height = Math.round(y(tick)) + 0.5
    stroke(context, [
      [0, height],
      [right, height],
    ])
    context.fillText(labels[index] ?? '', right + font * 0.5, height)
  }
  context.textAlign = 'center'
  for (const ago of [60, 45, 30, 15, 0]) {
    const label = ago === 0 ? words.now : `−${ago} s`
    const half = context.measureText(label).width / 2
    context.fillText(label, Math.max(half, x(now - ago * 1000)), height - font * 0.6)
  }
  context.textAlign = 'left'
  context.fillStyle = look.hatch
  for (const { from, to, expected, actual } of spans) {
    if (actual === null || actual === expected) continue
    const [one, other] = [y(expected), y(actual)]
    context.fillRect(x(from), Math.min(one, other), x(to) - x(from), Math.abs(other - one))
  }
  context.lineWidth = Math.max(2, rem * 0.16)
  context.strokeStyle = look.brass
  stroke(
    context,
    spans.flatMap(({ from, to, expected }) => level(x(from), x(to), y(expected))),
  )
  for (const run of runsOf(spans)) {
    context.strokeStyle = run.right ? look.ink : look.blood
    stroke(
      context,
      run.spans.flatMap(({ from, to, actual }) => level(x(from), x(to), y(actual ?? 0))),
    )
  }
}

type Point = readonly [x: number, y: number]

const level = (from: number, to: number, y: number): Point[] => [
  [from, y],
  [to, y],
]

function stroke(context: CanvasRenderingContext2D, points: readonly Point[]): void {
  context.beginPath()
  for (const [x, y] of points) context.lineTo(x, y)
  context.stroke()
}

/** Neighbouring spans in which the actual balance is known, and right or wrong throughout; the edge is the later one's. */
function runsOf(spans: readonly Span[]): { right: boolean; spans: Span[] }[] {
  const runs: { right: boolean; spans: Span[] }[] = []
  let before: Span | undefined
  for (const span of spans) {
    const right = span.actual === span.expected
    const run = runs.at(-1)
    if (span.actual !== null && run && before?.actual != null && run.right === right) run.spans.push(span)
    else if (span.actual !== null) {
      // Begins where the one before ends, so that the line has no gap.
      const edge = before && before.actual !== null ? [{ ...before, from: before.to }] : []
      runs.push({ right, spans: [...edge, span] })
    }
    before = span
  }
  return runs
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
