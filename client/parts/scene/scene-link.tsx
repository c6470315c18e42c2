import type { SceneLayout } from '../../timeline/scene-layout.ts'

/** Units of the drawing for one column, and for one lane: it is stretched over the picture. */
const COLUMN = 100
const LANE = 100

/** Where the bars begin and end within the height of a lane; `scene.css` has the same numbers. */
const EDGES = { above: [0.42, 0.94], beside: [0.16, 0.84] } as const

interface SceneLinkProps {
  layout: SceneLayout
  names: 'above' | 'beside'
}

/** The dotted line from the lost write to the write that overwrote it. */
export function SceneLink({ layout: { lanes, columns }, names }: SceneLinkProps) {
  const at = (role: 'lost' | 'killer') => {
    const lane = lanes.findIndex(({ bars }) => bars.some((bar) => bar.role === role))
    const write = lanes[lane]?.bars.find((bar) => bar.role === role)?.write ?? 0
    return { x: (write + 0.5) * COLUMN, lane }
  }
  const lost = at('lost')
  const killer = at('killer')
  const [top, bottom] = EDGES[names]
  const below = killer.lane > lost.lane
  // From the edge of the one bar to the edge of the other that faces it; within a lane, over the bars.
  const from = (lost.lane + (below ? bottom : top)) * LANE
  const to = (killer.lane + (below || killer.lane === lost.lane ? top : bottom)) * LANE
  const half = killer.lane === lost.lane ? from - 0.3 * LANE : (from + to) / 2
  return (
    <svg
      class="scene-link"
      viewBox={`0 0 ${columns * COLUMN} ${lanes.length * LANE}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      <path d={`M${lost.x} ${from}C${lost.x} ${half} ${killer.x} ${half} ${killer.x} ${to}`} />
    </svg>
  )
}
