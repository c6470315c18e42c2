import type { Books, PlannedTransaction, RunResult } from '../../../server/cli/demo/run-result.ts'
import type { Entry } from '../../../shared/journal.ts'

export const deposit: PlannedTransaction = { name: 'deposit', amount: 50 }
export const withdrawal: PlannedTransaction = { name: 'withdrawal', amount: -150 }

/** A journal entry; the name of its transaction is also the id and the player. */
export function entry(
  version: number,
  parent: number,
  { name, amount }: PlannedTransaction,
  seen: number,
  more: Partial<Entry> = {},
): Entry {
  const rest = { attempts: 1, node: 'demo', readAt: 0, wroteAt: 0, expected: 0 }
  return { version, parent, tx: name, player: name, amount, seen, wrote: seen + amount, ...rest, ...more }
}

export function result(
  balance: number,
  books: Partial<Books> = {},
  more: Partial<RunResult> = {},
): RunResult {
  const nothing: Books = {
    ...{ lost: [], doubled: [], wrong: [], below: [], refusedInBalance: [], falselyRefused: [] },
    ...{ kept: [], outside: 0, unexplained: 0, refused: 0 },
  }
  return { balance, expected: 0, unapplied: [], books: { ...nothing, ...books }, ...more }
}

export const depositWroteLast = result(150, { lost: [{ ...withdrawal, by: deposit }], kept: ['deposit'] })
export const withdrawalWroteLast = result(-50, {
  lost: [{ ...deposit, by: withdrawal }],
  kept: ['withdrawal'],
})
export const nobodyLost = result(0, { kept: ['deposit', 'withdrawal'] })
export const bare = (balance: number): RunResult => ({ balance, expected: 0, unapplied: [] })
