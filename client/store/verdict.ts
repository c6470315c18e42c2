import type { Entry } from '../../shared/journal.ts'
import type { Node } from '../../shared/lineage.ts'
import type { StepView } from '../../shared/protocol.ts'
import type { Own } from './own.ts'
import type { Room } from './room.ts'

/** What became of a transaction. */
export type Verdict =
  | 'sent'
  | 'thinking'
  | 'checking'
  | 'kept'
  | 'lost'
  | 'forgotten'
  | 'doubled'
  | 'rejected'
  | 'gave-up'
  | 'failed'

/** `new` is kept until somebody overwrites it. */
export function ofNode(node: Pick<Node<Entry>, 'state'>): 'kept' | 'lost' {
  return node.state === 'lost' ? 'lost' : 'kept'
}

export function ofOwn(own: Own, step: StepView | undefined): Verdict {
  switch (own.phase.is) {
    case 'sent':
      return step ? 'thinking' : 'sent'
    case 'checking':
      return 'checking'
    case 'refused':
      return 'failed'
    case 'unapplied':
      return own.phase.receipt.outcome
    case 'forgotten':
      return 'forgotten'
    case 'applied': {
      const live = own.entries.filter((one) => one.state !== 'lost').length
      return live === 0 ? 'lost' : live === 1 ? 'kept' : 'doubled'
    }
  }
}

/** What the transaction did to its player's fortune: effect − amount. 0 until it is settled. */
export function luckOf(own: Own): number {
  if (own.phase.is === 'forgotten') return -own.amount
  if (own.phase.is !== 'applied') return 0
  return own.amount * (own.entries.filter((one) => one.state !== 'lost').length - 1)
}

/** What somebody outside (`redis-cli SET`) had done to the balance this write built on; 0 when nobody did, or nobody knows. */
export function outsideOf(room: Room, entry: Entry): number {
  const before = entry.parent === 0 ? room.account.opening : room.lineage.at(entry.parent)?.entry.wrote
  return before === undefined ? 0 : entry.seen - before
}

/** Versions on display that the window no longer holds, so that only the server knows what became of them. */
export function outOfSight(room: Room, own: readonly Own[], limit: number): number[] {
  const { base } = room.lineage
  const versions = new Set<number>()
  for (const one of own) {
    if (one.epoch !== room.epoch) continue
    for (const { entry } of one.entries) if (entry.version <= base) versions.add(entry.version)
  }
  for (const { entry } of room.losses) if (entry.version <= base) versions.add(entry.version)
  return [...versions].sort((a, b) => b - a).slice(0, limit)
}
