import type { Entry } from '../../shared/journal.ts'
import type { LineageNode } from '../../shared/lineage.ts'
import type { StepView } from '../../shared/protocol.ts'
import { effectOf } from '../../shared/write-effect.ts'
import type { OwnTransaction } from './own-transactions.ts'
import type { Room } from './room.ts'
import { isAfter } from './steps.ts'

/** What became of a transaction. */
export type WriteVerdict =
  | 'sent'
  | 'thinking'
  | 'checking'
  | 'kept'
  /** It is in the balance with another amount than its own. */
  | 'wrong'
  | 'lost'
  | 'forgotten'
  | 'doubled'
  | 'rejected'
  /** It was refused without a reason. */
  | 'falsely-refused'
  /** It was refused, and is still in the balance. */
  | 'in-balance'
  | 'gave-up'
  | 'failed'

/** The verdict on a write; a `new` one is kept until another write overwrites it. */
export function verdictOfNode(node: Pick<LineageNode<Entry>, 'state'>): 'kept' | 'lost' {
  return node.state === 'lost' ? 'lost' : 'kept'
}

export function verdictOfOwn(room: Room, own: OwnTransaction, step: StepView | undefined): WriteVerdict {
  switch (own.phase.is) {
    case 'sent':
      return step ? 'thinking' : 'sent'
    case 'checking':
      return 'checking'
    case 'refused':
      return 'failed'
    case 'unapplied':
      if (ownEffect(room, own) !== 0) return 'in-balance'
      return own.falselyRefused ? 'falsely-refused' : own.phase.receipt.outcome
    case 'forgotten':
      return 'forgotten'
    case 'applied': {
      if (step && isStillRunning(own, step)) return 'thinking'
      const { length } = bookingsLive(own)
      if (length !== 1) return length === 0 ? 'lost' : 'doubled'
      return ownEffect(room, own) === own.amount ? 'kept' : 'wrong'
    }
  }
}

/** Whether it is booked but its player is not told yet: its strategy may book it again, or take it back. */
export function isStillRunning(own: OwnTransaction, step: StepView): boolean {
  const last = own.entries.at(-1)
  return (
    own.fired === true && own.acknowledged === undefined && last !== undefined && isAfter(step, last.entry)
  )
}

/** Its bookings that are in the balance, without take-backs. */
export const bookingsLive = ({ entries }: OwnTransaction): OwnTransaction['entries'] =>
  entries.filter(({ entry, state }) => state !== 'lost' && entry.reverses === undefined)

/** What the transaction did to the balance. */
export function ownEffect({ account }: Pick<Room, 'account'>, { entries }: OwnTransaction): number {
  const live = entries.filter(({ state }) => state !== 'lost')
  const reversed = entries.find(({ entry }) => entry.reverses !== undefined)?.entry.reverses
  // The effect of a take-back is unknown when its booking is not known here.
  if (reversed !== undefined && !entries.some(({ entry }) => entry.version === reversed)) return 0
  return live.reduce((sum, { entry }) => sum + effectOf(entry, account.opening), 0)
}

/** Its player's luck: effect − amount. 0 until it is settled. */
export function luckOf(room: Pick<Room, 'account'>, own: OwnTransaction): number {
  switch (own.phase.is) {
    case 'forgotten':
      return -own.amount
    case 'applied':
      return ownEffect(room, own) - own.amount
    case 'unapplied':
      return ownEffect(room, own)
    default:
      return 0
  }
}

/** Shown versions that have left the window: only the server knows their verdict. At most `limit`, newest first. */
export function outOfSight(room: Room, own: readonly OwnTransaction[], limit: number): number[] {
  const { base } = room.lineage
  const versions = new Set<number>()
  for (const one of own) {
    if (one.epoch !== room.epoch) continue
    for (const { entry } of one.entries) if (entry.version <= base) versions.add(entry.version)
  }
  for (const { entry } of room.losses) if (entry.version <= base) versions.add(entry.version)
  return [...versions].sort((a, b) => b - a).slice(0, limit)
}
