import { UnbrokenAmounts } from '../../parts/unbroken-amounts.tsx'
import type { Room } from '../../store/room.ts'
import { standouts } from '../../wording/standouts.ts'

/** More do not fit beside the losses. */
const MOST = 5

/** What else stands out in the room, gravest first. */
export function Standouts({ room }: { room: Room }) {
  return (
    <ul class="standouts">
      {standouts(room)
        .slice(0, MOST)
        .map(({ of, label, before, figure, after, small }) => (
          <li key={of} class="standout" data-of={of}>
            <p class="label">{label}</p>
            <p>
              {before} <b class="num">{figure}</b> {after}
            </p>
            {small && (
              <small>
                <UnbrokenAmounts text={small} />
              </small>
            )}
          </li>
        ))}
    </ul>
  )
}
