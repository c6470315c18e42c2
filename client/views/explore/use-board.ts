import { useEffect, useState } from 'preact/hooks'
import type { ExploreLine } from '../../../shared/proof/stream-lines.ts'
import { type Board, emptyBoard, foldLine, isRunning } from '../../board/board.ts'
import { readLines } from '../../board/read-lines.ts'
import type { ExploreLink } from '../../board/read-link.ts'
import { RequestRefused, request } from '../../board/request.ts'

/** Milliseconds that the previous board stays while the next one has nothing to show. */
const LINGERS_MS = 300
/** Milliseconds between redraws while a board fills. */
const REDRAW_MS = 80

/** A board and its scenario. */
export interface BoardOfLink {
  link: ExploreLink
  board: Board
}

/** The board of a scenario, filled as the search runs. Leaving the page or changing the scenario ends the search. */
export function useBoard(link: ExploreLink): BoardOfLink & { tries: number; retry(): void } {
  const [shown, setShown] = useState<BoardOfLink>({ link, board: emptyBoard })
  const [tries, setTries] = useState(0)
  useEffect(() => {
    const leaving = new AbortController()
    let board = emptyBoard
    let drawn = emptyBoard
    const draw = () => {
      if (drawn === board) return
      drawn = board
      setShown({ link, board })
    }
    const startedAt = Date.now()
    const ticking = setInterval(() => {
      if (board.total > 0 || !isRunning(board) || Date.now() - startedAt > LINGERS_MS) draw()
    }, REDRAW_MS)
    const lingering = setTimeout(
      () => setShown((now) => (now.link === link ? now : { link, board })),
      LINGERS_MS,
    )
    follow(link.query, leaving.signal, (next) => {
      board = next(board)
    }).finally(() => {
      clearInterval(ticking)
      clearTimeout(lingering)
      if (!leaving.signal.aborted) draw()
    })
    return () => {
      leaving.abort()
      clearInterval(ticking)
      clearTimeout(lingering)
    }
  }, [link.query, tries])
  return { ...shown, tries, retry: () => setTries(tries + 1) }
}

/** Reads the answer of a search until it ends or breaks off. */
async function follow(
  query: string,
  signal: AbortSignal,
  change: (next: (board: Board) => Board) => void,
): Promise<void> {
  try {
    const { body } = await request(`/api/explore?${query}`, signal)
    if (!body) throw new Error('no answer')
    for await (const line of readLines<ExploreLine>(body)) change((board) => foldLine(board, line))
    // An answer that stops before its last line was cut off.
    change((board) => (isRunning(board) ? { ...board, phase: { is: 'unreachable' } } : board))
  } catch (error) {
    const phase =
      error instanceof RequestRefused
        ? ({ is: 'refused', message: error.message } as const)
        : ({ is: 'unreachable' } as const)
    change((board) => ({ ...board, phase }))
  }
}
