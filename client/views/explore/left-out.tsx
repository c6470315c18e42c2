import type { Board } from '../../board/board.ts'
import { grouped } from '../../wording/board-words.ts'

/** How many orders have no tile, when there are too many. */
export function LeftOut({ board }: { board: Board }) {
  const hidden = board.total - board.tiles.length
  if (hidden <= 0) return null
  return (
    <p class="left-out">
      {grouped(hidden)} more are counted above and have no tile; those with nothing wrong are left out first.
    </p>
  )
}
