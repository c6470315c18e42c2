import type { Operation } from '../../shared/history/operation.ts'
import { operationsOf } from '../../shared/history/operation.ts'
import type { Entry } from '../../shared/journal.ts'
import type { Unapplied } from '../../shared/protocol.ts'

export const entry = (
  version: number,
  parent: number,
  amount: number,
  seen: number,
  more: Partial<Entry> = {},
): Entry => ({
  ...{ version, parent, tx: `t${version}`, player: 'ana', amount, seen, wrote: seen + amount, attempts: 1 },
  ...{ node: 'A', readAt: 1000 + parent, wroteAt: 1000 + version, expected: 0, basis: 'read', ...more },
})

export const unapplied = (at: number, more: Partial<Unapplied> = {}): Unapplied => ({
  ...{
    tx: 'u',
    player: 'bob',
    amount: -150,
    outcome: 'rejected',
    why: 'overdraft',
    attempts: 1,
    at,
    ...more,
  },
})

/** The lesson: both read 100, the deposit writes first. */
export const lesson: Operation[] = operationsOf([
  entry(1, 0, 50, 100, { player: 'deposit', readAt: 1000, wroteAt: 1052 }),
  entry(2, 0, -150, 100, { player: 'withdrawal', readAt: 1001, wroteAt: 1060 }),
])

export const doubtful: Operation = {
  ...{ id: 'd', player: 'eve', amount: 7, outcome: 'unknown', call: 1005, return: 1010 },
}
