import type { Entry } from '../../shared/journal.ts'
import type { Lineage } from '../../shared/lineage.ts'
import type { Settings, StepView } from '../../shared/protocol.ts'
import { isAfter } from './steps.ts'
import { isTakenBack, type TakenBack } from './taken-back.ts'

/** Withdrawals that wrote below zero although the room refused that when they were fired. */
export interface Breaches {
  /** Their versions, as far as the window reaches. */
  readonly versions: ReadonlySet<number>
  /** The newest one; kept when it has left the window. */
  readonly newest: Entry | null
}

export const NO_BREACHES: Breaches = { versions: new Set(), newest: null }

interface RoomSoFar {
  lineage: Lineage<Entry>
  steps: readonly StepView[]
  takenBack: TakenBack
}

/** Whether an entry broke the rule. While its strategy runs it may take the booking back, so it does not count yet. */
function breaksRule(entry: Entry, room: RoomSoFar): boolean {
  if (!entry.noOverdraft || entry.amount > 0 || entry.wrote >= 0 || isTakenBack(room, entry)) return false
  return !room.steps.some(
    (step) => step.tx === entry.tx && step.player === entry.player && isAfter(step, entry),
  )
}

export function updateBreaches(before: Breaches, room: RoomSoFar): Breaches {
  const found = room.lineage.nodes().flatMap(({ entry }) => (breaksRule(entry, room) ? [entry] : []))
  const left = before.newest && before.newest.version <= room.lineage.base ? before.newest : null
  return { versions: new Set(found.map(({ version }) => version)), newest: found.at(-1) ?? left }
}

/** The newest breach, while the rule is in force. */
export const brokenRule = (room: { settings: Settings; breaches: Breaches }): Entry | null =>
  room.settings.overdraft === 'refused' ? room.breaches.newest : null
