import type { Block } from '../../../shared/report/outline.ts'

/** The picture of a round: how far the balance was from what was expected, over time. */
export function ReportCurve({
  block: { label, description, curve, levels, times },
}: {
  block: Extract<Block, { kind: 'curve' }>
}) {
  const { width, height, left, right, line, area, zero, end } = curve
  return (
    <figure class="report-curve">
      <figcaption>{label}</figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={description}>
        {curve.levels.map(({ y }, at) => (
          <g key={y}>
            <path class="grid" d={`M${left} ${y}H${right}`} />
            <text x={left - 8} y={y + 4} text-anchor="end">
              {levels[at]}
            </text>
          </g>
        ))}
        {curve.times.map(({ x }, at) => (
          <text key={x} x={x} y={height - 4} text-anchor="middle">
            {times[at]}
          </text>
        ))}
        <path class="area" d={area} />
        <path class="zero" d={`M${left} ${zero}H${right}`} />
        <path class="line" d={line} />
        <circle cx={end.x} cy={end.y} r="4" />
      </svg>
      <p class="report-note">{description}</p>
    </figure>
  )
}
