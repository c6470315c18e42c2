import { cause } from './cause.ts'
import type { RunResult } from './run-result.ts'

/** A final balance, how many runs ended with it, and what most of those have in common. */
export interface Row {
  balance: number
  count: number
  /** The most frequent cause (see `cause`) and how many of the runs have it. */
  cause: string
  causeCount: number
}

/** Counts runs and forgets them, so that there may be many. */
export interface Tally {
  readonly runs: number
  /** Transactions lost, over all runs; `null` when that was not recorded. */
  readonly lost: number | null
  /** Transactions that were not applied, over all runs. */
  readonly unapplied: number
  /** Attempts that were refused and made again, over all runs. */
  readonly refused: number
  add(result: RunResult): void
  /** The expected balance. It differs between runs only when not all transactions were applied: then, of most runs. */
  expected(): number
  /** The most frequent balance first. */
  rows(): Row[]
}

class Counts<K> extends Map<K, number> {
  count(key: K): void {
    this.set(key, (this.get(key) ?? 0) + 1)
  }
  most(): [key: K, count: number] | undefined {
    return [...this].reduce<[K, number] | undefined>((a, b) => (a && a[1] >= b[1] ? a : b), undefined)
  }
}

export function createTally(): Tally {
  const expectations = new Counts<number>()
  const balances = new Map<number, { count: number; causes: Counts<string> }>()
  let runs = 0
  let lost: number | null = 0
  let unapplied = 0
  let refused = 0
  return {
    get runs() {
      return runs
    },
    get lost() {
      return lost
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
      lost = result.books && lost !== null ? lost + result.books.lost.length : null
      expectations.count(result.expected)
      const found = balances.get(result.balance) ?? { count: 0, causes: new Counts<string>() }
      balances.set(result.balance, found)
      found.count += 1
      found.causes.count(cause(result))
    },
    expected: () => expectations.most()?.[0] ?? 0,
    rows: () =>
      [...balances]
        .map(([balance, { count, causes }]): Row => {
          const [cause, causeCount] = causes.most() ?? ['', 0]
          return { balance, count, cause, causeCount }
        })
        .sort((a, b) => b.count - a.count || a.balance - b.balance),
  }
}
