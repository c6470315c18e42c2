import { ANOMALIES } from '../../shared/proof/anomaly.ts'
import type { Ending, Exploration } from '../../shared/proof/exploration.ts'
import type { ExploreLine } from '../../shared/proof/stream-lines.ts'
import { forEachMark, isSafe, type Mark, marksOf } from './marks.ts'

/** Tiles kept at most; beyond it safe ones are dropped first. */
export const MOST_TILES = 12_000

export type BoardPhase =
  | { is: 'asking' }
  | { is: 'searching' }
  | { is: 'ended'; exploration: Exploration }
  /** The server refused, or its search failed, with a reason. */
  | { is: 'refused'; message: string }
  /** The server did not answer, or its answer stopped half-way. */
  | { is: 'unreachable' }

/** One scenario's interleavings, as far as they have been found. */
export interface Board {
  phase: BoardPhase
  /** The finished fraction of the search, 0 to 1. */
  done: number
  /** Interleavings run so far. */
  total: number
  counts: Readonly<Record<Mark, number>>
  /**
   * In the order of finding, so that tiles do not move during a search; sorted by schedule at its end. Fewer than
   * `total` when there are too many.
   */
  tiles: readonly Ending[]
}

const NONE = forEachMark(() => 0)

export const emptyBoard: Board = { phase: { is: 'asking' }, done: 0, total: 0, counts: NONE, tiles: [] }

/** The board after one more line. */
export function foldLine(board: Board, line: ExploreLine, most = MOST_TILES): Board {
  switch (line.kind) {
    case 'begin':
      // A second `begin` means that the search has started again.
      return { ...emptyBoard, phase: { is: 'searching' } }
    case 'found': {
      const counts = { ...board.counts }
      for (const ending of line.endings) for (const mark of marksOf(ending)) counts[mark]++
      const tiles = gravestOf([...board.tiles, ...line.endings], most)
      return { ...board, done: line.done, total: board.total + line.endings.length, counts, tiles }
    }
    case 'end': {
      const { exploration } = line
      const { safe, either } = exploration
      const counts = { ...board.counts, safe, either }
      for (const anomaly of ANOMALIES) counts[anomaly] = exploration.anomalies[anomaly].count
      return {
        ...board,
        phase: { is: 'ended', exploration },
        done: exploration.problem === undefined ? 1 : board.done,
        total: exploration.schedules,
        counts,
        tiles: board.tiles.toSorted((a, b) => (a.schedule < b.schedule ? -1 : 1)),
      }
    }
    case 'failed':
      return { ...board, phase: { is: 'refused', message: line.message } }
  }
}

/** At most `most` tiles, in their order; safe ones are dropped first, from the end. */
function gravestOf(tiles: readonly Ending[], most: number): readonly Ending[] {
  let surplus = tiles.length - most
  if (surplus <= 0) return tiles
  const kept: Ending[] = []
  for (const tile of tiles.toReversed()) {
    if (surplus > 0 && isSafe(tile)) surplus--
    else kept.push(tile)
  }
  return kept.reverse().slice(0, most)
}

export function isRunning({ phase }: Board): boolean {
  return phase.is === 'asking' || phase.is === 'searching'
}
