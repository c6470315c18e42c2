import fc from 'fast-check'
import type { Basis, Entry } from '../../shared/journal.ts'
import type { Unapplied } from '../../shared/protocol.ts'

export interface History {
  opening: number
  entries: Entry[]
  /** What `GET` says in the end. */
  balance: number
}

/** A history with the facts that are known without its journal. */
export interface Told extends History {
  /** The versions whose writes are in the final balance. */
  survivors: Set<number>
  /** The versions whose writes changed the balance by another number than their amount. */
  wrong: Set<number>
  /** The outcomes of transactions that were taken back. */
  unapplied: Unapplied[]
}

/** One event of a simulated account. */
type Event =
  | { kind: 'read'; player: number }
  | { kind: 'write'; player: number; amount: number }
  | { kind: 'increment'; player: number; amount: number }
  /** Books the player's last transaction again, by INCRBY, as a blind retry does. */
  | { kind: 'retry'; player: number }
  /** Changes the balance that it has read, or that it meets, by another number than its amount. */
  | { kind: 'wrong'; player: number; amount: number; change: number; stale: boolean }
  /** Overwrites the balance without having read it. */
  | { kind: 'blind'; player: number; amount: number; right: boolean; balance: number }
  /** Takes the player's last transaction back. */
  | { kind: 'take-back'; player: number }
  | { kind: 'outside'; balance: number }

/** A balance at one moment, with the writes that are in it. */
interface State {
  balance: number
  version: number
  holds: ReadonlySet<number>
}

/** Runs the events on an account as Redis would, and keeps the journal that the commit script would write. */
function simulate(opening: number, events: readonly Event[]): Told {
  let now: State = { balance: opening, version: 0, holds: new Set() }
  let expected = opening
  const entries: Entry[] = []
  const unapplied: Unapplied[] = []
  const wrong = new Set<number>()
  const reads = new Map<number, State>()
  const last = new Map<number, Entry>()
  const commit = (who: number, amount: number, basis: Basis, on: State, wrote: number, of?: Entry): void => {
    const again = of !== undefined && of.amount === amount
    if (!again) expected += amount
    const version = entries.length + 1
    const entry: Entry = {
      ...{ version, parent: on.version, tx: of?.tx ?? `t${version - 1}`, player: String(who), amount },
      ...{ seen: basis === 'nothing' ? now.balance : on.balance, wrote, attempts: 1, node: 'A' },
      ...{ readAt: version, wroteAt: version, expected, basis },
      ...(again && { again: true }),
    }
    entries.push(entry)
    now = { balance: wrote, version, holds: new Set([...on.holds, version]) }
    if (wrote - on.balance !== amount) wrong.add(version)
    last.set(who, entry)
  }
  const nothing: State = { balance: opening, version: 0, holds: new Set() }
  for (const happens of events) {
    switch (happens.kind) {
      case 'read':
        reads.set(happens.player, now)
        break
      case 'write': {
        const { player, amount } = happens
        const read = reads.get(player)
        const on = read ?? now
        commit(player, amount, read ? 'read' : 'met', on, on.balance + amount)
        break
      }
      case 'increment':
        commit(happens.player, happens.amount, 'met', now, now.balance + happens.amount)
        break
      case 'retry': {
        const tried = last.get(happens.player)
        if (tried) commit(happens.player, tried.amount, 'met', now, now.balance + tried.amount, tried)
        break
      }
      case 'wrong': {
        const { player, amount, change, stale } = happens
        const read = stale ? reads.get(player) : undefined
        const on = read ?? now
        commit(player, amount, read ? 'read' : 'met', on, on.balance + change)
        break
      }
      case 'blind': {
        const { player, amount, right, balance } = happens
        commit(player, amount, 'nothing', nothing, right ? opening + amount : balance)
        break
      }
      case 'take-back': {
        const { player } = happens
        const booked = last.get(player)
        if (!booked || booked.again) break
        const amount = -booked.amount
        commit(player, amount, 'met', now, now.balance + amount, booked)
        const entry = entries.at(-1) as Entry
        entry.reverses = booked.version
        const { tx, player: id, version, wroteAt: at } = entry
        unapplied.push({
          ...{ tx, player: id, amount: booked.amount, outcome: 'rejected', why: 'taken-back', attempts: 1 },
          ...{ at, fromVersion: booked.version, toVersion: version, noOverdraft: true },
        })
        last.delete(player)
        break
      }
      case 'outside':
        now = { ...now, balance: happens.balance }
        break
    }
  }
  return { opening, entries, balance: now.balance, survivors: new Set(now.holds), wrong, unapplied }
}

const player = fc.integer({ min: 0, max: 4 })
const amount = fc.integer({ min: -200, max: 200 }).filter((n) => n !== 0)
const balance = fc.integer({ min: -500, max: 500 })
const kind = <K extends string>(name: K) => fc.constant(name)
const read: fc.Arbitrary<Event> = fc.record({ kind: kind('read'), player })
const write: fc.Arbitrary<Event> = fc.record({ kind: kind('write'), player, amount })
const increment: fc.Arbitrary<Event> = fc.record({ kind: kind('increment'), player, amount })
const retry: fc.Arbitrary<Event> = fc.record({ kind: kind('retry'), player })
const wrong: fc.Arbitrary<Event> = fc
  .record({ kind: kind('wrong'), player, amount, change: balance, stale: fc.boolean() })
  .map((one) => (one.change === one.amount ? { ...one, change: 0 } : one))
const blind: fc.Arbitrary<Event> = fc.record({
  kind: kind('blind'),
  ...{ player, amount, right: fc.boolean(), balance },
})
const takeBack: fc.Arbitrary<Event> = fc.record({ kind: kind('take-back'), player })
const outside: fc.Arbitrary<Event> = fc.record({ kind: kind('outside'), balance })

const historiesOf = (maxLength: number, ...events: [weight: number, arbitrary: fc.Arbitrary<Event>][]) =>
  fc
    .tuple(
      fc.integer({ min: -100, max: 300 }),
      fc.array(fc.oneof(...events.map(([weight, arbitrary]) => ({ weight, arbitrary }))), { maxLength }),
    )
    .map(([opening, all]) => simulate(opening, all))

/** Random histories with stale reads, increments, blind retries and writes from outside. */
export const histories: fc.Arbitrary<Told> = historiesOf(
  60,
  ...([
    [5, read],
    [6, write],
    [2, increment],
    [1, retry],
    [1, outside],
  ] as [number, fc.Arbitrary<Event>][]),
)

/** The same, with wrong amounts, writes on nothing and take-backs. */
export const mixedHistories: fc.Arbitrary<Told> = historiesOf(
  60,
  ...([
    [5, read],
    [5, write],
    [2, increment],
    [1, retry],
    [1, outside],
  ] as [number, fc.Arbitrary<Event>][]),
  ...([
    [1, wrong],
    [1, blind],
    [2, takeBack],
  ] as [number, fc.Arbitrary<Event>][]),
)

/** Histories that lose nothing: increments, some of them wrong, blind retries and take-backs; none from outside. */
export const incrementing: fc.Arbitrary<Told> = historiesOf(
  12,
  ...([
    [5, increment],
    [2, takeBack],
    [1, retry],
  ] as [number, fc.Arbitrary<Event>][]),
  [1, wrong.map((one) => ({ ...one, stale: false }) as Event)],
)

/** The journal as an older version of Bank Run would have stored it. */
export const asOld = (entries: readonly Entry[]): Entry[] => entries.map(({ basis: _, ...entry }) => entry)
