import type { Entry } from '../../shared/journal.ts'
import { createLineage } from '../../shared/lineage.ts'

/** The transaction of each step, by number from 1: its first step reads, its second step writes. */
export type Schedule = readonly number[]

/** Every order in which `count` transactions can read and write. */
export function interleavings(count: number): Schedule[] {
  const all: Schedule[] = []
  const go = (left: readonly number[], steps: Schedule): void => {
    if (steps.length === 2 * count) all.push(steps)
    for (const [i, n] of left.entries()) if (n > 0) go(left.with(i, n - 1), [...steps, i + 1])
  }
  go(Array(count).fill(2), [])
  return all
}

/** The journal of naive transactions (GET, then SET of the sum) in this order, one millisecond per step. */
export function naively(amounts: readonly number[], schedule: Schedule, opening = 100): Entry[] {
  const entries: Entry[] = []
  const reads = new Map<number, { balance: number; version: number; at: number }>()
  let balance = opening
  for (const [i, number] of schedule.entries()) {
    const at = i + 1
    const read = reads.get(number)
    if (!read) {
      reads.set(number, { balance, version: entries.length, at })
      continue
    }
    const amount = amounts[number - 1] ?? Number.NaN
    balance = read.balance + amount
    entries.push({
      ...{
        version: entries.length + 1,
        parent: read.version,
        tx: `t${number}`,
        player: `p${number}`,
        amount,
      },
      ...{ seen: read.balance, wrote: balance, attempts: 1, node: 'A', readAt: read.at, wroteAt: at },
      expected: entries.reduce((sum, entry) => sum + entry.amount, opening) + amount,
      basis: 'read',
    })
  }
  return entries
}

/** The versions that are missing from the final balance. */
export function lostOf(entries: readonly Entry[]): number[] {
  const lineage = createLineage<Entry>()
  for (const entry of entries) lineage.append(entry)
  lineage.settle()
  return lineage
    .nodes()
    .filter(({ state }) => state === 'lost')
    .map(({ entry }) => entry.version)
}
