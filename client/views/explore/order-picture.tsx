import { signed } from '../../../shared/money.ts'
import type { Ending } from '../../../shared/proof/exploration.ts'
import { actsOf, nodeOf, spansOf } from '../../board/schedule-acts.ts'

interface OrderPictureProps {
  ending: Ending
  transactions: readonly number[]
  nodes: number
  /** Pixels. */
  width: number
  height: number
  /** Font size of the lanes' names, in pixels; no names when absent. */
  font?: number
}

/**
 * The order as lanes: a dot per act, a bar from a transaction's first act to its last, a cross where it is lost. An
 * expiry is a dashed line through all lanes, a crash a solid line through the lanes of its node.
 */
export function OrderPicture({ ending, transactions, nodes, width, height, font }: OrderPictureProps) {
  const acts = actsOf(ending.schedule)
  const lanes = transactions.length
  const left =
    font === undefined ? 0 : font * 0.6 * Math.max(...transactions.map((a) => signed(a).length)) + 8
  const pitch = height / lanes
  const step = (width - left) / Math.max(1, acts.length)
  const thick = Math.min(pitch * 0.5, 22)
  const radius = Math.max(1.5, Math.min(step * 0.34, thick * 0.58))
  const x = (at: number) => left + (at + 0.5) * step
  return (
    <svg
      class="order"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      style={{ '--thick': thick }}
      aria-hidden="true"
      focusable="false"
    >
      {[...spansOf(acts)].map(([process, [first, last]]) => {
        const y = (process - 0.5) * pitch
        const lost = ending.lost.includes(process)
        return (
          <g key={process} data-process={process} data-lost={lost}>
            {font !== undefined && (
              <text x="0" y={y} font-size={font} dominant-baseline="central">
                {signed(transactions[process - 1] ?? 0)}
              </text>
            )}
            <path class="staff" d={`M${left} ${y}H${width}`} />
            <path class="span" d={`M${x(first)} ${y}H${x(last) + 0.01}`} stroke-width={thick} />
            {acts.map((act, at) =>
              act.process !== process ? null : lost && at === last ? (
                <path
                  key={at}
                  class="kill"
                  d={`M${x(at) - thick * 0.55} ${y - thick * 0.55}l${thick * 1.1} ${thick * 1.1}m0 ${-thick * 1.1}l${-thick * 1.1} ${thick * 1.1}`}
                />
              ) : (
                <circle
                  key={at}
                  class="act"
                  data-reply-lost={act.replyLost}
                  data-timer={act.timer}
                  cx={x(at)}
                  cy={y}
                  r={radius}
                />
              ),
            )}
          </g>
        )
      })}
      {acts.map(({ event }, at) =>
        event?.is === 'crash' ? (
          <path
            key={at}
            class="crash"
            d={transactions
              .map((_, lane) => (nodeOf(lane + 1, nodes) === event.node ? lane : -1))
              .filter((lane) => lane >= 0)
              .map((lane) => `M${x(at)} ${lane * pitch + 1}V${(lane + 1) * pitch - 1}`)
              .join('')}
          />
        ) : (
          event && <path key={at} class="expiry" d={`M${x(at)} 0V${height}`} />
        ),
      )}
    </svg>
  )
}
