import { signed } from '../money.ts'
import { outsideChangeOf } from '../write-effect.ts'
import type { AppliedOperation, History, InDoubtOperation, NotAppliedOperation } from './operation.ts'

interface Interval {
  /** Milliseconds since the opening. */
  call: number
  return: number
}

/** What a checker is told of: the opening balance, the operations, and writes from outside. */
export type HistoryEvent =
  | (Interval & { kind: 'opening'; balance: number })
  /** `redis-cli SET` or the like: the balance was no longer what the last write had left. */
  | (Interval & { kind: 'outside'; found: number; left: number })
  /** `builtOn`: the balance it built on; the opening one when it built on nothing, since later changes are gone. */
  | (Interval & { kind: 'applied'; operation: AppliedOperation; builtOn: number })
  | (Interval & { kind: 'not-applied'; operation: NotAppliedOperation })
  | (Interval & { kind: 'in-doubt'; operation: InDoubtOperation })

/**
 * All acts of a history, in the order in which they ended. The opening is a millisecond before the first call: its real
 * time is not recorded.
 */
export function eventsOf({ opening, operations }: History): HistoryEvent[] {
  const first = operations.reduce((least, { call }) => Math.min(least, call), Number.POSITIVE_INFINITY)
  const start = first - 1
  const acts: HistoryEvent[] = [{ kind: 'opening', balance: opening, call: 0, return: 0 }]
  const wrote = new Map([[0, { balance: opening, at: 0 }]])
  const outside = new Set<string>()
  for (const operation of operations) {
    const call = operation.call - start
    const end = operation.return - start
    if (operation.outcome === 'unknown') acts.push({ kind: 'in-doubt', operation, call, return: end })
    else if (operation.outcome !== 'applied') {
      // A transaction that was taken back had an effect for a while: its two writes are acts of their own.
      if (operation.why !== 'taken-back') acts.push({ kind: 'not-applied', operation, call, return: end })
    } else {
      const { seen, seenVersion, wroteVersion, basis } = operation
      const parent = wrote.get(seenVersion)
      const found = outsideChangeOf({ parent: seenVersion, seen, basis }, opening, parent?.balance)
      // Several operations may have read the same balance from outside: one act explains them all.
      const id = `${seenVersion} ${seen}`
      if (parent && found !== 0 && !outside.has(id)) {
        outside.add(id)
        // It came after the write of its reader's parent and before that of its reader. The exact time is not known.
        acts.push({ kind: 'outside', found: parent.balance, left: seen, call: parent.at, return: end })
      }
      acts.push({
        kind: 'applied',
        operation,
        builtOn: basis === 'nothing' ? opening : seen,
        call,
        return: end,
      })
      wrote.set(wroteVersion, { balance: operation.wrote, at: end })
    }
  }
  return acts
}

/** `deposit +50`, `opening 100`, `outside -30`: plain ASCII signs. */
export function eventName(act: HistoryEvent): string {
  if (act.kind === 'opening') return `opening ${act.balance}`
  if (act.kind === 'outside') return `outside ${signed(act.left - act.found, 'ascii')}`
  const { nickname, player, amount } = act.operation
  const takesBack = act.kind === 'applied' && act.operation.reverses !== undefined
  return `${nickname ?? player} ${signed(amount, 'ascii')}${takesBack ? ', a take-back' : ''}`
}
