import fc from 'fast-check'
import type { Entry } from '../../shared/journal.ts'
import type { Unapplied } from '../../shared/room-view.ts'

/** One change of a balance; without `tx` it came from outside. */
export interface Part {
  tx?: string
  player?: string
  takesBack?: boolean
  by: number
}
/** A balance, and all changes that lead to it from the opening balance. */
export interface Value {
  balance: number
  parts: readonly Part[]
}
export interface Booked {
  player: string
  amount: number
  conflicts: number
  first: number
  takenBack: boolean
}

/** A journal, and what really happened: the history knows which read each value was computed from. */
export interface WildHistory {
  opening: number
  entries: Entry[]
  refused: Unapplied[]
  /** The value that each version left. */
  values: Value[]
  /** What `GET` says in the end. */
  now: Value
  booked: Map<string, Booked>
}

const players = fc.integer({ min: 0, max: 3 }).map(String)
const amounts = fc.integer({ min: -120, max: 120 }).filter((n) => n !== 0)
/** By how much a written balance is off; mostly 0. */
const offs = fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: -30, max: 30 }))

const events = (outside: boolean) =>
  fc.oneof(
    { weight: 5, arbitrary: fc.record({ kind: fc.constant('read' as const), player: players }) },
    {
      weight: 9,
      arbitrary: fc.record({
        // Computed from a read, perhaps not the newest; from the present balance; from nothing.
        kind: fc.constantFrom('read-write' as const, 'increment' as const, 'blind' as const),
        ...{ player: players, amount: amounts, off: offs, lookBack: fc.nat({ max: 3 }) },
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constantFrom('retry' as const, 'take-back' as const),
        ...{ player: players, off: offs },
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('refuse' as const),
        ...{ player: players, amount: amounts, span: fc.nat({ max: 6 }), rule: fc.boolean() },
      }),
    },
    {
      weight: outside ? 1 : 0,
      arbitrary: fc.record({
        kind: fc.constant('outside' as const),
        balance: fc.integer({ min: -300, max: 300 }),
      }),
    },
  )
type Event = typeof events extends (outside: boolean) => fc.Arbitrary<infer E> ? E : never

/** What a write was computed from. */
interface Source {
  basis: Entry['basis']
  parent: number
  value: Value
}

function simulate(opening: number, all: readonly Event[]): WildHistory {
  const entries: Entry[] = []
  const refused: Unapplied[] = []
  const booked = new Map<string, Booked>()
  const reads = new Map<string, Source[]>()
  const last = new Map<string, string>()
  let now: Value = { balance: opening, parts: [] }
  const values = [now]
  let expected = opening

  function commit(player: string, tx: string, amount: number, by: number, from: Source): void {
    const version = entries.length + 1
    const known = booked.get(tx)
    const one = known ?? { player, amount, conflicts: 0, first: version, takenBack: false }
    booked.set(tx, one)
    const takesBack = known !== undefined && amount === -known.amount
    if (takesBack) one.takenBack = true
    if (!known || takesBack) expected += amount
    if (version % 3 === 0) one.conflicts += 2
    const blind = from.basis === 'nothing'
    const wrote = (blind ? now.balance : from.value.balance) + by
    entries.push({
      ...{ version, parent: from.parent, tx, player, amount, basis: from.basis },
      ...{ seen: blind ? now.balance : from.value.balance, wrote, expected },
      ...{ attempts: one.conflicts + 1, node: 'A', readAt: version, wroteAt: version },
      ...(known && { conflicts: one.conflicts, attempts: one.conflicts + 4 }),
      ...(takesBack && { reverses: one.first }),
      ...(known && !takesBack && { again: true as const }),
      ...(version % 4 === 0 && { noOverdraft: true as const }),
      ...(from.basis === 'met' && version % 5 === 0 && { either: version % 2 }),
    })
    const part = { tx, player, takesBack, by: blind ? wrote - opening : by }
    now = { balance: wrote, parts: [...(blind ? [] : from.value.parts), part] }
    values.push(now)
    last.set(player, tx)
  }

  for (const [i, happens] of all.entries()) {
    const version = entries.length
    const here: Source = { basis: 'met', parent: version, value: now }
    if (happens.kind === 'outside') {
      const { balance } = happens
      now = { balance, parts: [...now.parts, { by: balance - now.balance }] }
    } else if (happens.kind === 'read') {
      const read: Source = { ...here, basis: 'read' }
      reads.set(happens.player, [read, ...(reads.get(happens.player) ?? [])])
    } else if (happens.kind === 'refuse') {
      const { player, amount, span, rule } = happens
      refused.push({
        ...{ tx: `r${i}`, player, amount, outcome: 'rejected', why: 'overdraft' },
        ...{ attempts: 3, conflicts: 2, at: i, fromVersion: Math.max(0, version - span), toVersion: version },
        ...(rule && { noOverdraft: true as const }),
        ...(i % 2 === 0 && { met: { version, balance: now.balance } }),
      })
    } else if ('lookBack' in happens) {
      const { kind, player, amount, off, lookBack } = happens
      const read = reads.get(player)?.[lookBack] ?? { ...here, basis: 'read' as const }
      const blind: Source = { basis: 'nothing', parent: 0, value: now }
      const from = { 'read-write': read, increment: here, blind }[kind]
      commit(player, `t${i}`, amount, amount + off, from)
    } else {
      const tx = last.get(happens.player) ?? ''
      const one = booked.get(tx)
      if (!one || one.takenBack) continue
      const amount = happens.kind === 'retry' ? one.amount : -one.amount
      commit(happens.player, tx, amount, amount + happens.off, here)
    }
  }
  return { opening, entries, refused, values, now, booked }
}

/**
 * Random histories with stale reads, writes that build on nothing, wrong amounts, blind retries, take-backs, refusals,
 * and, if wanted, writes from outside.
 */
export const wildHistories = (outside = true): fc.Arbitrary<WildHistory> =>
  fc
    .tuple(fc.integer({ min: -100, max: 300 }), fc.array(events(outside), { maxLength: 60 }))
    .map(([opening, all]) => simulate(opening, all))
