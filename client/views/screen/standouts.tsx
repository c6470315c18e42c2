import { Unbroken } from '../../parts/unbroken.tsx'
import type { Room } from '../../store/room.ts'
import { standouts } from '../../store/standouts.ts'

/** What else stands out in the room, the graver first. What does not fit is left out. */
export function Standouts({ room }: { room: Room }) {
  return (
    <ul class="standouts">
      {standouts(room).map(({ of, label, before, figure, after, small }) => (
        <li key={of} class="standout" data-of={of}>
          <p class="label">{label}</p>
          <p>
            {before} <b class="num">{figure}</b> {after}
          </p>
          {small && (
            <small>
              <Unbroken text={small} />
            </small>
          )}
        </li>
      ))}
    </ul>
  )
}
