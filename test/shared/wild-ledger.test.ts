import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLedger, type Ledger } from '../../shared/ledger.ts'
import type { Unapplied } from '../../shared/room-view.ts'
import { histories } from './histories.ts'
import { type Part, type WildHistory, wildHistories } from './wild-histories.ts'

const SEED = 15
const runs = { seed: SEED, numRuns: 800 }
const idOf = ({ player, tx }: Pick<Unapplied, 'player' | 'tx'>): string => `${player} ${tx}`
const sum = (all: readonly { by: number }[]): number => all.reduce((total, { by }) => total + by, 0)

function settled({ opening, entries }: WildHistory, batch = 1): Ledger {
  const ledger = createLedger(opening)
  for (let at = 0; at < entries.length; at += batch) {
    for (const entry of entries.slice(at, at + batch)) ledger.append(entry)
    ledger.settle()
  }
  return ledger
}
/** The changes that survive in the newest version. */
const survivors = ({ values }: WildHistory): readonly Part[] => values.at(-1)?.parts ?? []
const outsideIn = (parts: readonly Part[]): number => sum(parts.filter(({ tx }) => tx === undefined))

describe(`a ledger of random histories, seed ${SEED}`, () => {
  it('has the entries and the effect of every transaction and player that really survived', () => {
    fc.assert(
      fc.property(wildHistories(), fc.integer({ min: 1, max: 9 }), (history, batch) => {
        const ledger = settled(history, batch)
        const parts = survivors(history)
        const players = new Map<string, number>()
        for (const [tx, { player, amount, takenBack, conflicts }] of history.booked) {
          const own = parts.filter((part) => part.tx === tx)
          const live = own.filter(({ takesBack }) => !takesBack).length
          expect(ledger.booking(player, tx)).toMatchObject({
            ...{ amount, takenBack, conflicts, live, effect: sum(own) },
          })
          players.set(player, (players.get(player) ?? 0) + sum(own))
        }
        for (const [player, effect] of players) expect(ledger.standing(player).effect).toBe(effect)
      }),
      runs,
    )
  })

  it('knows at every entry how much of the balance came from outside', () => {
    fc.assert(
      fc.property(fc.boolean().chain(wildHistories), (history) => {
        const ledger = createLedger(history.opening)
        for (const [i, entry] of history.entries.entries()) {
          ledger.append(entry)
          ledger.settle()
          expect(ledger.totals.outside).toBe(outsideIn(history.values[i + 1]?.parts ?? []))
        }
      }),
      runs,
    )
    fc.assert(
      fc.property(wildHistories(false), (history) => {
        expect(settled(history).totals.outside).toBe(0)
      }),
      runs,
    )
  })

  it('explains the whole divergence by the luck of the players, and by its own sums', () => {
    fc.assert(
      fc.property(wildHistories(), (history) => {
        const { totals, standing } = settled(history, 3)
        const players = [...new Set(history.entries.map(({ player }) => player))]
        const luck = players.reduce((all, player) => {
          const { effect, acknowledged } = standing(player)
          return all + effect - acknowledged
        }, 0)
        expect(luck + totals.outside).toBe(totals.wrote - totals.expected)
        const { doubled, wrong, refusedInBalance, lostDeposits, lostWithdrawals } = totals
        expect(doubled.sum + wrong.sum + refusedInBalance.sum - lostDeposits.sum - lostWithdrawals.sum).toBe(
          luck,
        )
        expect(totals.expected).toBe(history.entries.at(-1)?.expected ?? history.opening)
      }),
      runs,
    )
  })

  it('counts wrong, refused-yet-booked, doubled and lost transactions as a plain fold does', () => {
    fc.assert(
      fc.property(wildHistories(), (history) => {
        const { totals } = settled(history, 2)
        const parts = survivors(history)
        const counted = { wrong: 0, refused: 0, doubled: 0, lost: 0, conflicts: 0 }
        for (const [tx, { amount, takenBack, conflicts }] of history.booked) {
          const own = parts.filter((part) => part.tx === tx)
          counted.conflicts += conflicts
          if (takenBack) counted.refused += sum(own) === 0 ? 0 : 1
          else {
            counted.wrong += own.filter(({ by }) => by !== amount).length
            counted.doubled += own.length > 1 ? 1 : 0
            counted.lost += own.length === 0 ? 1 : 0
          }
        }
        expect({
          wrong: totals.wrong.count,
          refused: totals.refusedInBalance.count,
          doubled: totals.doubled.count,
          lost: totals.lostDeposits.count + totals.lostWithdrawals.count,
          conflicts: totals.conflicts,
        }).toEqual(counted)
      }),
      runs,
    )
  })

  it('finds a refusal false exactly when no version gave a reason for it, whenever it hears of it', () => {
    fc.assert(
      fc.property(wildHistories(), fc.array(fc.nat({ max: 9 }), { minLength: 1 }), (history, delays) => {
        const { opening, entries, refused, values, booked } = history
        const ledger = createLedger(opening)
        const waiting = refused.map((one, i) => ({
          one,
          at: (one.toVersion ?? 0) + (delays[i % delays.length] ?? 0) - 4,
        }))
        const told = new Map<string, boolean>()
        const settle = (version: number): void => {
          for (const { one } of waiting.filter(({ at }) => at <= version)) ledger.unapplied(one)
          for (const { player, tx } of ledger.settle().refusals)
            told.set(`${player} ${tx}`, ledger.refusals.isFalse(player, tx))
        }
        for (const [i, entry] of entries.entries()) {
          ledger.append(entry)
          settle(i + 1)
        }
        settle(Number.POSITIVE_INFINITY)
        const without = (version: number): number =>
          opening + sum((values[version]?.parts ?? []).filter(({ tx = '' }) => !booked.get(tx)?.takenBack))
        const isFalse = ({
          amount,
          fromVersion = 0,
          toVersion = 0,
          noOverdraft,
          met,
        }: Unapplied): boolean => {
          if (amount > 0 || !noOverdraft) return true
          for (let version = fromVersion; version <= toVersion; version++)
            if (without(version) + amount < 0) return false
          const moved = met ? met.balance - (values[met.version]?.balance ?? 0) : 0
          return without(toVersion) + moved + amount >= 0
        }
        const wrong = refused.filter(isFalse)
        expect(ledger.totals.falseRefusals).toEqual({
          ...{ count: wrong.length, sum: wrong.reduce((all, { amount }) => all + amount, 0) },
        })
        for (const one of refused) expect(told.get(idOf(one)) ?? false).toBe(isFalse(one))
      }),
      runs,
    )
  })

  it('counts the conflicts of an unapplied transaction once, however often it hears of it', () => {
    fc.assert(
      fc.property(wildHistories(), (history) => {
        const ledger = settled(history)
        const before = ledger.totals.conflicts
        for (const one of [...history.refused, ...history.refused]) ledger.unapplied(one)
        expect(ledger.totals.conflicts - before).toBe(2 * history.refused.length)
      }),
    )
  })

  it('counts the conflicts of a transaction that was taken back once, before or after its entries', () => {
    for (const early of [true, false]) {
      const ledger = createLedger(100)
      const entry = {
        ...{ version: 1, parent: 0, tx: 't', player: 'ana', amount: -80, seen: 100, wrote: 20, attempts: 3 },
        ...{ node: 'A', readAt: 0, wroteAt: 0, expected: 20, basis: 'met' as const },
      }
      const back = { version: 2, parent: 1, amount: 80, seen: 20, wrote: 100, expected: 100, reverses: 1 }
      const refused: Unapplied = {
        ...{ tx: 't', player: 'ana', amount: -80, outcome: 'rejected', why: 'taken-back' },
        ...{ attempts: 3, at: 0, fromVersion: 0, toVersion: 2, noOverdraft: true },
      }
      if (early) ledger.unapplied(refused)
      ledger.append(entry)
      ledger.append({ ...entry, ...back })
      if (!early) ledger.unapplied(refused)
      ledger.settle()
      expect(ledger.totals).toMatchObject({
        ...{ conflicts: 2, expected: 100, wrote: 100, applied: 0, falseRefusals: { count: 1, sum: -80 } },
        ...{ wrong: { count: 0 }, refusedInBalance: { count: 0 }, lostWithdrawals: { count: 0 } },
      })
    }
  })

  it('has the same sums for entries of an older version, alone or among new ones', () => {
    fc.assert(
      fc.property(histories, fc.array(fc.boolean(), { minLength: 1 }), ({ opening, entries }, isNew) => {
        const marked = entries.map((entry, i) => ({
          ...entry,
          ...(isNew[i % isNew.length] && { basis: 'read' as const }),
        }))
        const [old, mixed] = [entries, marked].map((all) => {
          const ledger = createLedger(opening)
          for (const entry of all) ledger.append(entry)
          ledger.settle()
          return ledger.totals
        })
        const count = marked.filter(({ basis }) => basis === undefined).length
        expect(mixed).toEqual({ ...old, old: count })
        expect(old?.wrong.count).toBe(0)
      }),
    )
  })
})
