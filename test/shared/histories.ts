import fc from 'fast-check'
import type { Entry } from '../../shared/journal.ts'

export interface History {
  opening: number
  entries: Entry[]
  /** What `GET` says in the end. */
  balance: number
}

/** One thing that happens to a simulated account. */
type Event =
  | { kind: 'read'; player: number }
  | { kind: 'write'; player: number; amount: number }
  | { kind: 'increment'; player: number; amount: number }
  /** Books the player's last transaction once more, by INCRBY, as a blind retry does. */
  | { kind: 'retry'; player: number }
  | { kind: 'outside'; balance: number }

const player = fc.integer({ min: 0, max: 4 })
const amount = fc.integer({ min: -200, max: 200 }).filter((n) => n !== 0)
const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('read' as const), player }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('write' as const), player, amount }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('increment' as const), player, amount }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('retry' as const), player }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('outside' as const),
      balance: fc.integer({ min: -500, max: 500 }),
    }),
  },
)

/** Runs the events on an account as Redis would, and keeps the journal that the commit script would write. */
function simulate(opening: number, events: readonly Event[]): History {
  let balance = opening
  let expected = opening
  const entries: Entry[] = []
  const reads = new Map<number, { balance: number; version: number }>()
  const last = new Map<number, { tx: string; amount: number }>()
  const commit = (
    who: number,
    tx: string,
    change: number,
    parent: number,
    seen: number,
    wrote: number,
  ): void => {
    const again = entries.some((entry) => entry.tx === tx && entry.player === String(who))
    if (!again) expected += change
    const version = entries.length + 1
    entries.push({
      version,
      parent,
      tx,
      player: String(who),
      amount: change,
      seen,
      wrote,
      attempts: 1,
      node: 'A',
      readAt: version,
      wroteAt: version,
      expected,
      ...(again && { again: true }),
    })
    balance = wrote
    last.set(who, { tx, amount: change })
  }
  for (const happens of events) {
    const version = entries.length
    switch (happens.kind) {
      case 'read':
        reads.set(happens.player, { balance, version })
        break
      case 'write': {
        const seen = reads.get(happens.player) ?? { balance, version }
        const wrote = seen.balance + happens.amount
        commit(happens.player, `t${version}`, happens.amount, seen.version, seen.balance, wrote)
        break
      }
      case 'increment':
        commit(happens.player, `t${version}`, happens.amount, version, balance, balance + happens.amount)
        break
      case 'retry': {
        const tried = last.get(happens.player)
        if (tried) commit(happens.player, tried.tx, tried.amount, version, balance, balance + tried.amount)
        break
      }
      case 'outside':
        balance = happens.balance
        break
    }
  }
  return { opening, entries, balance }
}

/** Random histories with stale reads, increments, blind retries and writes from outside. */
export const histories: fc.Arbitrary<History> = fc
  .tuple(fc.integer({ min: -100, max: 300 }), fc.array(event, { maxLength: 60 }))
  .map(([opening, events]) => simulate(opening, events))
