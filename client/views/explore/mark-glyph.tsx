import type { Mark } from '../../explore/marks.ts'
import { SignMark } from '../../parts/sign.tsx'

/** What a mark looks like where there is no room for its name. */
export function MarkGlyph({ mark }: { mark: Mark }) {
  if (mark === 'safe') return <SignMark sign="equal" />
  if (mark === 'cracked') return <SignMark sign="cracked" />
  return (
    <svg class="glyph" data-mark={mark} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[mark]} />
    </svg>
  )
}

const PATHS = {
  // A cross.
  'lost-update': 'M5 5L19 19M19 5L5 19',
  // One behind the other.
  'double-apply': 'M4 4H15V15H4ZM9 15V20H20V9H15',
  // Down, through the line.
  overdraft: 'M3 9H8M16 9H21M12 3V20M6.5 14.5L12 20L17.5 14.5',
  // The sand has run out.
  starvation: 'M6 3H18L6 21H18Z',
} as const
