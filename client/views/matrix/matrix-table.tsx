// biome-ignore-all lint/a11y/noRedundantRoles: on a phone rows are laid out as cards, which takes the table's own roles away.
import { ANOMALIES, type Anomaly, PLACES, type Place } from '../../../shared/proof/anomaly.ts'
import { cellAt, isDisputed, type Matrix, type MatrixCell, type MatrixRow } from '../../explore/matrix.ts'
import { Link } from '../../router/link.tsx'
import { explorePath } from '../../router/route.ts'
import { MarkGlyph } from '../explore/mark-glyph.tsx'

export const ANOMALY_NAMES: Record<Anomaly, string> = {
  'lost-update': 'Lost update',
  overdraft: 'Below zero',
  'double-apply': 'Booked twice',
  starvation: 'Gives up',
}
const PLACE_NAMES: Record<Place, string> = { oneNode: 'one node', manyNodes: 'many nodes' }

/** The roles are spelt out, see above. */
export function MatrixTable({ matrix }: { matrix: Matrix }) {
  return (
    <table class="matrix" role="table">
      <caption class="visually-hidden">What each strategy lets happen</caption>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col" rowSpan={2}>
            Strategy
          </th>
          {ANOMALIES.map((anomaly) => (
            <th key={anomaly} role="columnheader" scope="col" colSpan={2}>
              <MarkGlyph mark={anomaly} /> {ANOMALY_NAMES[anomaly]}
            </th>
          ))}
        </tr>
        <tr role="row">
          {ANOMALIES.map((anomaly) =>
            PLACES.map((place) => (
              <th key={`${anomaly} ${place}`} role="columnheader" scope="col">
                <span class="visually-hidden">{ANOMALY_NAMES[anomaly]}, </span>
                {PLACE_NAMES[place]}
              </th>
            )),
          )}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {matrix.rows.map((row) => (
          <Row key={row.strategy} row={row} waiting={matrix.phase.is === 'searching'} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ row, waiting }: { row: MatrixRow; waiting: boolean }) {
  const { strategy, title, own, problem, needs } = row
  return (
    <tr role="row" data-own={own === true}>
      <th role="rowheader" scope="row">
        <b class="num">{strategy}</b> {own && <span class="chip">your own</span>}
        <small>{title}</small>
      </th>
      {problem !== undefined || needs !== undefined ? (
        <td
          role="cell"
          class={problem === undefined ? 'aside' : 'wrong'}
          colSpan={ANOMALIES.length * PLACES.length}
        >
          {problem ?? needs}
        </td>
      ) : (
        ANOMALIES.map((anomaly) =>
          PLACES.map((place) => (
            <td
              key={`${anomaly} ${place}`}
              role="cell"
              data-label={
                place === 'oneNode' ? `${ANOMALY_NAMES[anomaly]}, ${PLACE_NAMES.oneNode}` : PLACE_NAMES[place]
              }
            >
              <Cell
                strategy={strategy}
                anomaly={anomaly}
                place={place}
                cell={cellAt(row, anomaly, place)}
                waiting={waiting}
              />
            </td>
          )),
        )
      )}
    </tr>
  )
}

interface CellProps {
  strategy: string
  anomaly: Anomaly
  place: Place
  cell: MatrixCell | undefined
  waiting: boolean
}

function Cell({ strategy, anomaly, place, cell, waiting }: CellProps) {
  if (!cell) return <span class="cell-waiting">{waiting ? 'waiting…' : 'not found out'}</span>
  const { finding, claimed } = cell
  const { found, count, schedules, complete, query } = finding
  return (
    <Link to={explorePath(query)} class={`cell ${found}`}>
      <span class="visually-hidden">
        {strategy}, {ANOMALY_NAMES[anomaly]}, {PLACE_NAMES[place]}:
      </span>
      <span class="swatch" data-face={found === 'never' ? 'safe' : anomaly}>
        <MarkGlyph mark={found === 'never' ? 'safe' : anomaly} />
      </span>
      <b>{found}</b>
      <small>
        {count.toLocaleString('en-US')} of {schedules.toLocaleString('en-US')}
        {!complete && ' sampled'}
      </small>
      {isDisputed(cell) && <em>claims {claimed}</em>}
    </Link>
  )
}
