import { signal } from '@preact/signals'
import type { LostWrite } from '../store/lost-writes.ts'
import type { Room } from '../store/room.ts'

/** Milliseconds that the timeline goes on after the moment it is held at, so that the moment is not at its edge. */
const AFTER_MS = 2000
/** A loss this close to the last event is still in sight when the timeline is held, in milliseconds. */
const IN_SIGHT_MS = 3000

interface ChosenLoss {
  epoch: number
  /** Of the lost write. */
  version: number
}

/** The loss that a person has pressed in a list; null when there is none. */
export const chosenLoss = signal<ChosenLoss | null>(null)

export const isChosen = ({ epoch }: Pick<Room, 'epoch'>, { entry }: LostWrite): boolean =>
  chosenLoss.value?.epoch === epoch && chosenLoss.value.version === entry.version

/** Holds the timeline at the moment of a loss, or lets it go on when it was held there. */
export function chooseLoss(room: Pick<Room, 'epoch'>, loss: LostWrite): void {
  chosenLoss.value = isChosen(room, loss) ? null : { epoch: room.epoch, version: loss.entry.version }
}

/** Whether the timeline can still draw both writes. */
export const canBeShown = ({ lineage }: Pick<Room, 'lineage'>, { entry, by }: LostWrite): boolean =>
  lineage.at(entry.version) !== undefined && lineage.at(by.version) !== undefined

/**
 * The time at which the timeline is held, on the clock of Redis: at the loss that was chosen, or at the last loss as long
 * as nothing happens after it. `undefined` when it goes on.
 */
export function heldAt(room: Room, now: number, chosen: ChosenLoss | null): number | undefined {
  const loss =
    chosen?.epoch === room.epoch && room.losses.find(({ entry }) => entry.version === chosen.version)
  if (loss && canBeShown(room, loss)) return Math.min(now, loss.by.wroteAt + AFTER_MS)
  const [newest] = room.losses
  if (!newest || room.steps.length > 0 || !canBeShown(room, newest)) return undefined
  const last = lastEventAt(room)
  if (last - newest.by.wroteAt > IN_SIGHT_MS || now < last + AFTER_MS) return undefined
  return last + AFTER_MS
}

function lastEventAt({ lineage, unapplied, pastAttempts }: Room): number {
  const written = lineage.at(lineage.head)?.entry.wroteAt ?? 0
  return Math.max(written, unapplied[0]?.at ?? 0, pastAttempts.at(-1)?.to ?? 0)
}
