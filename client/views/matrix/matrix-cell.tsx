import type { MatrixAnomaly, MatrixPlace } from '../../../shared/proof/anomaly.ts'
import { columnName, conditionsOf, isDisputed, type MatrixCell, PLACE_NAMES } from '../../board/matrix.ts'
import { triedOf } from '../../board/tried-scenarios.ts'
import { MarkGlyph } from '../../parts/mark-glyph.tsx'
import { Link } from '../../router/link.tsx'
import { explorePath } from '../../router/route.ts'

interface CellProps {
  strategy: string
  anomaly: MatrixAnomaly
  place: MatrixPlace
  cell: MatrixCell | undefined
  waiting: boolean
}

/** One cell: `possible` links to an order that shows it; `never` and `not found` open the list of what was tried. */
export function MatrixCellView({ strategy, anomaly, place, cell, waiting }: CellProps) {
  if (!cell) return <span class="cell-waiting">{waiting ? 'waiting…' : 'unknown'}</span>
  const { finding, claimed } = cell
  const { found, count, schedules, complete, query } = finding
  const where = (
    <span class="visually-hidden">
      {strategy}, {columnName(anomaly)}, {PLACE_NAMES[place]}:
    </span>
  )
  const disputed = isDisputed(cell) && <em>claims {claimed}</em>
  if (found === 'possible') {
    const conditions = conditionsOf(cell)
    return (
      <Link to={explorePath(query)} class="cell possible">
        {where}
        <span class="swatch" data-face={anomaly}>
          <MarkGlyph mark={anomaly} />
        </span>
        <b>possible</b>
        <small>
          {count.toLocaleString('en-US')} of {schedules.toLocaleString('en-US')}
          {!complete && ' sampled'}
          {conditions && <i>{conditions}</i>}
        </small>
        {disputed}
      </Link>
    )
  }
  return (
    <details class="tried">
      <summary class={`cell ${found}`}>
        {where}
        <span class="swatch" data-face={found === 'never' ? 'safe' : 'failed'}>
          {found === 'never' ? <MarkGlyph mark="safe" /> : '?'}
        </span>
        <b>{found === 'never' ? 'never' : 'not found'}</b>
        {found === 'not-found' && <small>and there are more</small>}
        {disputed}
      </summary>
      <ul>
        {triedOf([finding]).map(({ query, text }) => (
          <li key={query}>
            <Link to={explorePath(query)}>{text}</Link>
          </li>
        ))}
      </ul>
    </details>
  )
}
