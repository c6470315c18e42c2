import { isRunning } from '../../board/board.ts'
import { useThrottled } from '../../hooks/use-throttled.ts'
import { boardText } from '../../wording/board-words.ts'
import type { BoardOfLink } from './use-board.ts'

/** Milliseconds between updates for screen readers. */
const SPOKEN_MS = 2000

/** The board in one sentence, with a progress bar of the search. */
export function BoardSentence({ shown, onRetry }: { shown: BoardOfLink; onRetry: () => void }) {
  const { board } = shown
  const { mood, headline, rest, details } = boardText(board)
  const running = isRunning(board)
  const spoken = [`${headline} ${rest}`.trim(), ...details].join(' ')
  return (
    <div class="board-sentence" data-mood={mood}>
      <p class="visually-hidden" role="status">
        {useThrottled(spoken, SPOKEN_MS)}
      </p>
      <h1>
        {headline && <b>{headline}</b>} {rest}
      </h1>
      <p class="details">{details.join(' ')}</p>
      {board.phase.is === 'unreachable' && (
        <button type="button" class="plain" onClick={onRetry}>
          Try again
        </button>
      )}
      <div
        class="search-bar"
        role="progressbar"
        aria-label="Search"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.floor(board.done * 100)}
        data-running={running}
      >
        <i style={{ transform: `scaleX(${board.done})` }} />
      </div>
    </div>
  )
}
