import { DEFAULTS } from '../../../shared/limits.ts'
import { exploreQuery } from '../../../shared/proof/explore-query.ts'
import { PLAIN_SCENARIO } from '../../../shared/proof/plain-scenario.ts'
import { type Board, isRunning } from '../../board/board.ts'
import { SignMark } from '../../parts/equals-sign.tsx'
import { Link } from '../../router/link.tsx'
import { explorePath } from '../../router/route.ts'

/** A board without tiles: none yet, none at all, or none that passes the legend's filter. */
export function BoardEmpty({ board, onShowAll }: { board: Board; onShowAll: () => void }) {
  const running = isRunning(board)
  return (
    <div class="board-empty">
      <SignMark sign={running ? 'equal' : 'cracked'} />
      {board.tiles.length > 0 ? (
        <button type="button" class="button paper" onClick={onShowAll}>
          Show all orders
        </button>
      ) : (
        !running &&
        board.phase.is !== 'unreachable' && (
          <Link to={explorePath(exploreQuery(DEFAULTS.strategy, PLAIN_SCENARIO))} class="button paper">
            Start from the lesson
          </Link>
        )
      )}
    </div>
  )
}
