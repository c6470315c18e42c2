import { count, wordFor } from '../../shared/money.ts'
import type { Room } from '../store/room.ts'
import { type SinceSwitch, sinceSwitch, titleOf } from '../store/since-switch.ts'
import type { State } from '../store/state.ts'

/** `Since “INCRBY”: two transactions, none lost.`; '' when there is nothing to say. */
export function sinceText(state: Pick<State, 'greeted'>, room: Room): string {
  const since = sinceSwitch(room)
  return since ? `Since “${titleOf(state.greeted, room.settings.strategy)}”: ${countsText(since)}.` : ''
}

function countsText({ applied, lost, unapplied }: SinceSwitch): string {
  const told =
    applied > 0 ? [count(applied, 'transaction'), lost === 0 ? 'none lost' : `${wordFor(lost)} lost`] : []
  if (unapplied > 0) told.push(`${wordFor(unapplied)} not booked`)
  return told.join(', ')
}

/** The mark on the timeline where the strategy was switched. */
export const SWITCH_MARK = 'method switched'
