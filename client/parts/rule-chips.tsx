import { brokenRule } from '../store/breaches.ts'
import type { Room } from '../store/room.ts'

/** Chips for settings that differ from the default; nothing when none does. */
export function RuleChips({ room }: { room: Pick<Room, 'settings' | 'breaches'> }) {
  const { overdraft, lostReplies, durable } = room.settings
  const broken = brokenRule(room) !== null
  return (
    <>
      {overdraft === 'refused' && (
        <span class="chip rule" data-broken={broken}>
          {broken ? 'no overdraft: broken' : 'no overdraft'}
        </span>
      )}
      {durable && <span class="chip rule">waits for a replica</span>}
      {lostReplies > 0 && <span class="chip rule">{lostReplies} % of replies lost</span>}
    </>
  )
}
