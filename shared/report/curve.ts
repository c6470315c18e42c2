import type { RoundRecord } from '../rounds/round-record.ts'

/** The picture of a round's divergence in its own units: 640 wide, 180 high. The balance stays until the next write. */
export interface Curve {
  width: number
  height: number
  /** Where the lines begin and end; the words of the levels end before it. */
  left: number
  right: number
  /** The line of the divergence, and the area between it and zero, as paths. */
  line: string
  area: string
  /** Where actual and expected are equal. */
  zero: number
  /** Horizontal lines with the divergence that they stand for. */
  levels: { y: number; divergence: number }[]
  /** Points of time below it, in seconds. */
  times: { x: number; seconds: number }[]
  end: { x: number; y: number; divergence: number }
}

const WIDTH = 640
const HEIGHT = 180
const LEFT = 92
const RIGHT = 22
const TOP = 10
const BOTTOM = 24

/** `undefined` when there is nothing to draw. */
export function curveOf(points: RoundRecord['divergence']): Curve | undefined {
  const last = points.at(-1)
  if (!last || points.length < 2 || last.ms === 0) return undefined
  const all = points.map(({ divergence }) => divergence)
  const step = stepOf(Math.max(...all, 0) - Math.min(...all, 0))
  const highest = Math.ceil(Math.max(...all, 0) / step) * step
  const lowest = Math.floor(Math.min(...all, 0) / step) * step
  // A round that lost nothing is a line in the middle.
  const [high, low] = highest === lowest ? [step, -step] : [highest, lowest]
  const x = (ms: number): number => round(LEFT + (ms / last.ms) * (WIDTH - LEFT - RIGHT))
  const y = (divergence: number): number =>
    round(TOP + ((high - divergence) / (high - low)) * (HEIGHT - TOP - BOTTOM))
  const line = points.map(({ ms, divergence }, i) =>
    i === 0 ? `M${x(ms)} ${y(divergence)}` : `H${x(ms)}V${y(divergence)}`,
  )
  const levels: Curve['levels'] = []
  for (let divergence = low; divergence <= high; divergence += step)
    levels.push({ y: y(divergence), divergence })
  return {
    ...{ width: WIDTH, height: HEIGHT, left: LEFT, right: WIDTH - RIGHT },
    ...{ line: line.join(''), zero: y(0), levels, times: timesOf(last.ms, x) },
    area: `${line.join('')}V${y(0)}H${x(0)}Z`,
    end: { x: x(last.ms), y: y(last.divergence), divergence: last.divergence },
  }
}

/** 1, 2 or 5 times a power of ten, so that there are two to five steps. */
function stepOf(range: number): number {
  const rough = Math.max(1, range) / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  return Math.max(1, ([1, 2, 5].find((n) => n * power >= rough) ?? 10) * power)
}

function timesOf(ms: number, x: (ms: number) => number): Curve['times'] {
  const step = Math.max(1, stepOf(ms / 1000))
  const times: Curve['times'] = []
  for (let seconds = 0; seconds * 1000 <= ms; seconds += step) times.push({ x: x(seconds * 1000), seconds })
  return times
}

const round = (n: number): number => Math.round(n * 10) / 10
