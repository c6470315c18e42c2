import { useMemo } from 'preact/hooks'
import type { Ending } from '../../../shared/proof/exploration.ts'

const KEY = [
  { is: 'reply', letter: /!/, text: 'its reply is lost' },
  { is: 'timer', letter: /~/, text: 'a step of its timer' },
  { is: 'expiry', letter: /[xyz]/, text: 'a lock or key expires' },
  { is: 'crash', letter: /[A-F]/, text: 'its node crashes' },
] as const

/** What the signs in the pictures mean; only those that occur. */
export function ActKey({ tiles }: { tiles: readonly Ending[] }) {
  const found = useMemo(
    () => KEY.filter(({ letter }) => tiles.some(({ schedule }) => letter.test(schedule))),
    [tiles],
  )
  if (found.length === 0) return null
  return (
    <ul class="act-key" aria-label="In the pictures">
      {found.map(({ is, text }) => (
        <li key={is}>
          <svg class="order" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            {is === 'expiry' || is === 'crash' ? (
              <path class={is} d="M12 1V23" />
            ) : (
              <circle
                class="act"
                data-reply-lost={is === 'reply'}
                data-timer={is === 'timer'}
                cx="12"
                cy="12"
                r="7"
              />
            )}
          </svg>
          {text}
        </li>
      ))}
    </ul>
  )
}
