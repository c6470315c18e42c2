import type { Fanout } from '../fanout/fanout.ts'
import type { Chronicle } from '../fanout/frame-builder.ts'
import type { Replica } from '../journal/room-copy.ts'
import type { UnappliedList } from '../journal/unapplied-list.ts'
import type { Rewind } from '../rollback/rollback-detector.ts'
import type { Bulletin } from '../transaction/room-event.ts'
import type { Roster } from './roster.ts'

/** Those in a room who are told something by bulletins. */
export interface Ears {
  replica: Replica
  chronicle: Pick<Chronicle, 'ended' | 'step'>
  fanout: Pick<Fanout, 'changed'>
  roster: Pick<Roster, 'reload' | 'presenceChanged'>
  rewind: Pick<Rewind, 'heard'>
  unapplied: Pick<UnappliedList, 'heard'>
  /** Reads the room's record again. */
  reload(): Promise<void>
}

/** Hands what was published to those whom it is about. What speaks of another epoch than the current one is nothing. */
export function hear(bulletin: Bulletin, ears: Ears): void {
  const { replica, chronicle, fanout, roster, rewind } = ears
  if ('epoch' in bulletin && bulletin.epoch !== replica.epoch) return
  switch (bulletin.kind) {
    case 'entry':
      chronicle.ended(bulletin.entry.player, bulletin.entry.tx)
      replica.heard(bulletin.entry)
      break
    case 'unapplied':
      ears.unapplied.heard(bulletin.unapplied)
      break
    case 'step':
      chronicle.step(bulletin.step)
      fanout.changed()
      break
    case 'room':
      void ears.reload()
      break
    case 'players':
      void roster.reload()
      break
    case 'presence':
      roster.presenceChanged(bulletin.node)
      break
    case 'forgotten':
      rewind.heard()
      break
    default:
      bulletin satisfies never
  }
}
