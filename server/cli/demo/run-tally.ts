import { resultCause } from './result-cause.ts'
import type { RunResult } from './run-result.ts'

/** A final balance, how many runs ended with it, and their most frequent cause. */
export interface BalanceRow {
  balance: number
  count: number
  /** In how many of them it was the run's own expected balance, which leaves out what the run did not apply. */
  expected: number
  /** The most frequent cause (see `cause`) and how many of the runs have it. */
  cause: string
  causeCount: number
}

/** The lists in a run's books that are counted. */
export const FOUND = ['lost', 'doubled', 'wrong', 'refusedInBalance', 'falselyRefused', 'below'] as const
export type Found = (typeof FOUND)[number]

/** Counts runs without keeping them, so that there may be many. */
export interface RunTally {
  readonly runs: number
  /** Transactions over all runs; `null` without the recorder. */
  readonly found: Readonly<Record<Found, number>> | null
  /** Transactions that were not applied, over all runs. */
  readonly unapplied: number
  /** Attempts that were refused and retried, over all runs. */
  readonly refused: number
  add(result: RunResult): void
  /** In how many runs the transactions do not explain the balance. */
  readonly unexplained: number
  /** Runs by expected balance, most frequent first. More than one if some runs did not apply all. */
  expectations(): [balance: number, runs: number][]
  /** The rows, most frequent balance first. */
  rows(): BalanceRow[]
}

class Counts<K> extends Map<K, number> {
  count(key: K): void {
    this.set(key, (this.get(key) ?? 0) + 1)
  }
  most(): [key: K, count: number] | undefined {
    return [...this].reduce<[K, number] | undefined>((a, b) => (a && a[1] >= b[1] ? a : b), undefined)
  }
}

export function createRunTally(): RunTally {
  const expectations = new Counts<number>()
  const balances = new Map<number, { count: number; expected: number; causes: Counts<string> }>()
  let runs = 0
  let found: Record<Found, number> | null = {
    ...{ lost: 0, doubled: 0, wrong: 0, refusedInBalance: 0, falselyRefused: 0, below: 0 },
  }
  let unexplained = 0
  let unapplied = 0
  let refused = 0
  return {
    get runs() {
      return runs
    },
    get found() {
      return found
    },
    get unexplained() {
      return unexplained
    },
    get unapplied() {
      return unapplied
    },
    get refused() {
      return refused
    },
    add(result) {
      runs += 1
      unapplied += result.unapplied.length
      refused += result.books?.refused ?? 0
      const { books } = result
      if (books?.unexplained) unexplained += 1
      if (!books) found = null
      else if (found) for (const what of FOUND) found[what] += books[what].length
      expectations.count(result.expected)
      const row = balances.get(result.balance) ?? { count: 0, expected: 0, causes: new Counts<string>() }
      balances.set(result.balance, row)
      row.count += 1
      if (result.balance === result.expected) row.expected += 1
      row.causes.count(resultCause(result))
    },
    expectations: () => [...expectations].sort(([a, often], [b, seldom]) => seldom - often || a - b),
    rows: () =>
      [...balances]
        .map(([balance, { count, expected, causes }]): BalanceRow => {
          const [cause, causeCount] = causes.most() ?? ['', 0]
          return { balance, count, expected, cause, causeCount }
        })
        .sort((a, b) => b.count - a.count || a.balance - b.balance),
  }
}
