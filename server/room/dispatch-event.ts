import type { Fanout } from '../fanout/fanout.ts'
import type { FrameBuilder } from '../fanout/frame-builder.ts'
import type { RoomCopy } from '../journal/room-copy.ts'
import type { UnappliedList } from '../journal/unapplied-list.ts'
import type { ForgottenStore } from '../rollback/forgotten-store.ts'
import type { Classroom } from '../rounds/classroom.ts'
import type { RoomEvent } from '../transaction/room-event.ts'
import type { Hosts } from './hosts.ts'
import type { Requests } from './requests.ts'
import type { Roster } from './roster.ts'

/** The parts of a room that events are dispatched to. */
export interface EventReceivers {
  copy: RoomCopy
  frameBuilder: Pick<FrameBuilder, 'ended' | 'step'>
  fanout: Pick<Fanout, 'changed'>
  roster: Pick<Roster, 'reload' | 'presenceChanged'>
  requests: Pick<Requests, 'changed'>
  hosts: Pick<Hosts, 'changed'>
  forgotten: Pick<ForgottenStore, 'changed'>
  unapplied: Pick<UnappliedList, 'receive'>
  classroom: Pick<Classroom, 'changed'>
  /** Reads the room's record again. */
  reload(): Promise<void>
}

/** Dispatches an event. One about another epoch than the current one is ignored. */
export function dispatchEvent(event: RoomEvent, receivers: EventReceivers): void {
  const { copy, frameBuilder, fanout, roster, forgotten } = receivers
  if ('epoch' in event && event.epoch !== copy.epoch) return
  switch (event.kind) {
    case 'entry':
      frameBuilder.ended(event.entry.player, event.entry.tx)
      copy.receive(event.entry)
      break
    case 'unapplied':
      receivers.unapplied.receive(event.unapplied)
      break
    case 'step':
      frameBuilder.step(event.step)
      fanout.changed()
      break
    case 'room':
      void receivers.reload()
      break
    case 'players':
      void roster.reload()
      break
    case 'class':
      void receivers.classroom.changed()
      break
    case 'requests':
      void receivers.requests.changed()
      break
    case 'hosts':
      void receivers.hosts.changed()
      break
    case 'presence':
      roster.presenceChanged(event.node)
      break
    case 'forgotten':
      forgotten.changed()
      break
    default:
      event satisfies never
  }
}
