// biome-ignore-all lint/a11y/noRedundantRoles: on a phone rows are laid out as cards, which removes the table's own roles.
import { MATRIX_ANOMALIES, type MatrixPlace, PLACES } from '../../../shared/proof/anomaly.ts'
import { ASSUMES } from '../../../shared/proof/anomaly-words.ts'
import { cellAt, columnName, type Matrix, type MatrixRow, PLACE_NAMES } from '../../board/matrix.ts'
import { MarkGlyph } from '../../parts/mark-glyph.tsx'
import { MatrixCellView } from './matrix-cell.tsx'

/** A table body for each strategy, with a row for one node and a row for two. Roles are explicit, see above. */
export function MatrixTable({ matrix }: { matrix: Matrix }) {
  return (
    <table class="matrix" role="table">
      <caption class="visually-hidden">What each strategy lets happen</caption>
      <colgroup>
        <col class="matrix-names" />
        <col class="matrix-places" />
        {MATRIX_ANOMALIES.map((anomaly) => (
          <col key={anomaly} />
        ))}
      </colgroup>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col" colSpan={2}>
            Strategy
          </th>
          {MATRIX_ANOMALIES.map((anomaly) => (
            <th key={anomaly} role="columnheader" scope="col">
              <MarkGlyph mark={anomaly} /> {columnName(anomaly)}
              {ASSUMES[anomaly] && <small>with {ASSUMES[anomaly]}</small>}
            </th>
          ))}
        </tr>
      </thead>
      {matrix.rows.map((row) => (
        <Strategy key={row.strategy} row={row} waiting={matrix.phase.is === 'searching'} />
      ))}
    </table>
  )
}

function Strategy({ row, waiting }: { row: MatrixRow; waiting: boolean }) {
  const { strategy, title, own, problem, needs } = row
  const instead = problem ?? needs
  const places: readonly MatrixPlace[] = instead === undefined ? PLACES : ['oneNode']
  return (
    <tbody role="rowgroup" data-own={own === true}>
      {places.map((place, at) => (
        <tr key={place} role="row">
          {at === 0 && (
            <th role="rowheader" scope="row" rowSpan={places.length} class="matrix-name">
              <b class="num">{strategy}</b> {own && <span class="chip">your own</span>}
              <small>{title}</small>
            </th>
          )}
          {instead !== undefined ? (
            <td
              role="cell"
              class={problem === undefined ? 'aside' : 'wrong'}
              colSpan={MATRIX_ANOMALIES.length + 1}
            >
              {instead}
            </td>
          ) : (
            <>
              <th role="rowheader" scope="row" class="matrix-place">
                <span class="visually-hidden">{strategy}, </span>
                {PLACE_NAMES[place]}
              </th>
              {MATRIX_ANOMALIES.map((anomaly, column) => (
                <td key={anomaly} role="cell" style={{ '--row': column + 3 }}>
                  {at === 0 && (
                    // Shown only where the table has no header.
                    <span class="matrix-label" aria-hidden="true">
                      {columnName(anomaly)}
                      {ASSUMES[anomaly] && <small>with {ASSUMES[anomaly]}</small>}
                    </span>
                  )}
                  <MatrixCellView
                    strategy={strategy}
                    anomaly={anomaly}
                    place={place}
                    cell={cellAt(row, anomaly, place)}
                    waiting={waiting}
                  />
                </td>
              ))}
            </>
          )}
        </tr>
      ))}
    </tbody>
  )
}
