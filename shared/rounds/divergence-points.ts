import type { RoundFacts } from './round-facts.ts'
import type { RoundRecord } from './round-record.ts'

type Point = RoundRecord['divergence'][number]

const MOST_POINTS = 200

/**
 * How far the balance was from what was expected, after each write. Long rounds are thinned out: the least and the most
 * of each stretch of time stay.
 */
export function divergencePoints(
  { entries, startedAt, endedAt, actual }: Pick<RoundFacts, 'entries' | 'startedAt' | 'endedAt' | 'actual'>,
  expected: number,
): Point[] {
  const points: Point[] = [{ ms: 0, divergence: 0 }]
  for (const { wroteAt, wrote, expected } of entries) {
    // The clock of Redis may be set back.
    const ms = Math.max(points.at(-1)?.ms ?? 0, wroteAt - startedAt)
    points.push({ ms, divergence: wrote - expected })
  }
  const end = Math.max(points.at(-1)?.ms ?? 0, endedAt - startedAt)
  if (actual !== null) points.push({ ms: end, divergence: actual - expected })
  return points.length <= MOST_POINTS ? points : thinned(points)
}

function thinned(points: readonly Point[]): Point[] {
  const [first, ...rest] = points as [Point, ...Point[]]
  const last = rest.pop() as Point
  const stretches = (MOST_POINTS - 2) / 2
  const kept: Point[] = [first]
  for (let i = 0; i < stretches; i++) {
    const stretch = rest.slice(
      Math.floor((i * rest.length) / stretches),
      Math.floor(((i + 1) * rest.length) / stretches),
    )
    const [one] = stretch
    if (!one) continue
    const least = stretch.reduce((a, b) => (b.divergence < a.divergence ? b : a), one)
    const most = stretch.reduce((a, b) => (b.divergence > a.divergence ? b : a), one)
    const both = stretch.indexOf(least) < stretch.indexOf(most) ? [least, most] : [most, least]
    kept.push(...new Set(both))
  }
  return [...kept, last]
}
