import type { Mark } from '../board/marks.ts'
import { SignMark } from './equals-sign.tsx'

/** The glyph of a mark, for places without room for its name. */
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
  // Two squares, one behind the other.
  'double-apply': 'M4 4H15V15H4ZM9 15V20H20V9H15',
  // An arrow down through a line.
  overdraft: 'M3 9H8M16 9H21M12 3V20M6.5 14.5L12 20L17.5 14.5',
  // Plus and minus: more or less than it should be.
  'wrong-amount': 'M12 3V15M6 9H18M6 20H18',
  // A circle with a cross: refused without a reason.
  'false-refusal': 'M12 3A9 9 0 1 0 12.01 3ZM8.8 8.8L15.2 15.2M15.2 8.8L8.8 15.2',
  // An arrow into a box.
  'refused-in-balance': 'M13 4H20V20H13M3 12H14M10 8L14 12L10 16',
  // A pause sign.
  hangs: 'M8 4V20M16 4V20',
  // An hourglass.
  starvation: 'M6 3H18L6 21H18Z',
  // An empty frame.
  'wrote-nothing': 'M4 9V4H9M15 4H20V9M20 15V20H15M9 20H4V15',
  // A question mark.
  'wrong-result': 'M7.5 8.5A4.5 4.5 0 1 1 13.5 12.6Q12 13.3 12 15.5M12 20V20.1',
  // A circle with a stroke.
  refused: 'M12 3A9 9 0 1 0 12.01 3ZM5.7 5.7L18.3 18.3',
  failed: 'M12 4V14M12 19.5V19.6',
  // A fork.
  either: 'M12 21V13L5 4M12 13L19 4',
} as const
