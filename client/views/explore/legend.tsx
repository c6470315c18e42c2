import type { Board } from '../../board/board.ts'
import { MARKS, type Mark, markName } from '../../board/marks.ts'
import { MarkGlyph } from '../../parts/mark-glyph.tsx'
import { grouped } from '../../wording/board-words.ts'

/** The meaning and count of each mark; each is a button that filters the board by it. */
export function Legend({
  counts,
  complete,
  wanted,
  onWant,
}: {
  counts: Board['counts']
  /** Whether every order was run; until then, nothing is called safe. */
  complete: boolean
  wanted: ReadonlySet<Mark>
  onWant: (mark: Mark) => void
}) {
  return (
    <fieldset class="legend" aria-label="Show only">
      {MARKS.filter((mark) => counts[mark] > 0 || wanted.has(mark)).map((mark) => (
        <button
          key={mark}
          type="button"
          class="chip"
          aria-pressed={wanted.has(mark)}
          onClick={() => onWant(mark)}
        >
          <span class="swatch" data-face={mark === 'cracked' ? 'lost-update' : mark}>
            <MarkGlyph mark={mark} />
          </span>
          <b class="num">{grouped(counts[mark])}</b>{' '}
          {mark === 'safe' && !complete ? 'nothing wrong' : markName(mark)}
        </button>
      ))}
    </fieldset>
  )
}
