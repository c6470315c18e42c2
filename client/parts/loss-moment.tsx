import type { ComponentChildren } from 'preact'
import type { LostWrite } from '../store/lost-writes.ts'
import type { Room } from '../store/room.ts'
import { canBeShown, chooseLoss, isChosen } from '../timeline/held-moment.ts'

interface LossMomentProps {
  room: Room
  loss: LostWrite
  children: ComponentChildren
}

/** A loss in a list: pressed, the timeline shows its moment and stays there; pressed again, it goes on. */
export function LossMoment({ room, loss, children }: LossMomentProps) {
  if (!canBeShown(room, loss)) return <>{children}</>
  return (
    <button
      type="button"
      class="loss-moment"
      aria-pressed={isChosen(room, loss)}
      onClick={() => chooseLoss(room, loss)}
    >
      {children}
    </button>
  )
}
