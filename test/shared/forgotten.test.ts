import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { forgottenBy, lastCommonVersion } from '../../shared/forgotten.ts'
import type { Entry } from '../../shared/journal.ts'
import { createLedger, type Ledger } from '../../shared/ledger.ts'
import { histories } from './histories.ts'

/** A transaction after a copy that was behind has taken over: a new one, or an old one that is sent again. */
type After = { player: number; amount: number; again: number | null; back: number }

interface Fork {
  opening: number
  /** The history that a node knew. */
  before: Entry[]
  /** The history in Redis now; the first `kept` entries are those of `before`. */
  now: Entry[]
  kept: number
}

const afters: fc.Arbitrary<After[]> = fc.array(
  fc.record({
    player: fc.integer({ min: 0, max: 4 }),
    amount: fc.integer({ min: -200, max: 200 }).filter((n) => n !== 0),
    again: fc.option(fc.nat({ max: 30 }), { freq: 3 }),
    // It builds on the version so many versions ago.
    back: fc.nat({ max: 2 }),
  }),
  { maxLength: 80 },
)

const forks: fc.Arbitrary<Fork> = fc
  .tuple(histories, fc.nat({ max: 60 }), afters)
  .map(([{ opening, entries: before }, at, after]) => {
    const kept = Math.min(at, before.length)
    const now = before.slice(0, kept)
    for (const [i, { player, amount, again, back }] of after.entries()) {
      const old = again === null ? undefined : before[kept + again]
      const known = old && !now.some((entry) => entry.tx === old.tx && entry.player === old.player)
      const parent = Math.max(0, now.length - back)
      const seen = now[parent - 1]?.wrote ?? opening
      const tx = known ? old : { tx: `n${i}`, player: String(player), amount }
      now.push({
        ...{ version: now.length + 1, parent, tx: tx.tx, player: tx.player, amount: tx.amount },
        ...{ seen, wrote: seen + tx.amount, attempts: 1, node: 'B', readAt: 1000 + i, wroteAt: 1000 + i },
        expected: (now.at(-1)?.expected ?? opening) + tx.amount,
      })
    }
    return { opening, before, now, kept }
  })

const id = ({ player, tx }: Pick<Entry, 'player' | 'tx'>): string => `${player} ${tx}`
const idsOf = (entries: readonly Entry[]): Set<string> => new Set(entries.map(id))
const booked = (entries: readonly Entry[]) => {
  const ids = idsOf(entries)
  return (player: string, tx: string): boolean => ids.has(id({ player, tx }))
}
function ledgerOf(opening: number, entries: readonly Entry[]): Ledger {
  const ledger = createLedger(opening)
  for (const entry of entries) ledger.append(entry)
  return ledger
}
const players = ['0', '1', '2', '3', '4']
const told = (ledger: Ledger) => {
  ledger.settle()
  return { totals: ledger.totals, standings: players.map((player) => ledger.standing(player)) }
}

describe('transactions that Redis has forgotten', () => {
  it('[FOR1] two histories have the same entries up to where one was cut off, whatever their lengths', () => {
    fc.assert(
      fc.property(forks, ({ before, now, kept }) => {
        expect(lastCommonVersion(before, now)).toBe(kept)
        expect(lastCommonVersion(now, before)).toBe(kept)
      }),
    )
  })

  it('[FOR2] are exactly those that were known and are no longer booked, each once', () => {
    fc.assert(
      fc.property(forks, ({ before, now, kept }) => {
        const forgotten = forgottenBy(booked(now), before.slice(kept))
        expect(forgotten.map(id).sort()).toEqual(
          [...idsOf(before)].filter((one) => !idsOf(now).has(one)).sort(),
        )
        const versions = forgotten.map(({ version }) => version)
        expect(versions).toEqual([...versions].sort((a, b) => a - b))
      }),
    )
  })

  it('[FOR3] leave every acknowledged amount expected once, and all luck adds up to the divergence', () => {
    fc.assert(
      fc.property(forks, ({ opening, before, now }) => {
        const ledger = ledgerOf(opening, now)
        for (const one of forgottenBy(booked(now), before)) ledger.markForgotten(one)
        const { totals, standings } = told(ledger)
        const amounts = new Map([...before, ...now].map((entry) => [id(entry), entry.amount]))
        const acknowledged = [...amounts.values()].reduce((sum, amount) => sum + amount, 0)
        expect(totals.expected).toBe(opening + acknowledged)
        expect(totals.applied).toBe(amounts.size)
        const luck = standings.reduce((sum, { effect, acknowledged }) => sum + effect - acknowledged, 0)
        expect(luck + totals.outside).toBe(totals.wrote - totals.expected)
        expect(totals.forgotten.count).toBe(amounts.size - idsOf(now).size)
      }),
    )
  })

  it('[FOR4] give the same ledger whether they are forgotten before or after they are booked again', () => {
    fc.assert(
      fc.property(forks, fc.nat({ max: 140 }), ({ opening, before, now, kept }, at) => {
        const known = before.slice(kept)
        const early = ledgerOf(opening, now.slice(0, at))
        for (const one of known) early.markForgotten(one)
        for (const entry of now.slice(at)) early.append(entry)
        const late = ledgerOf(opening, now)
        for (const one of [...known].reverse()) late.markForgotten(one)
        expect(told(early)).toEqual(told(late))
      }),
    )
  })

  it('[FOR5] leave no trace once they are recalled as not acknowledged', () => {
    fc.assert(
      fc.property(forks, ({ opening, before, now }) => {
        const ledger = ledgerOf(opening, now)
        for (const one of before) ledger.markForgotten(one)
        for (const { player, tx } of before) ledger.unmarkForgotten(player, tx)
        expect(told(ledger)).toEqual(told(ledgerOf(opening, now)))
      }),
    )
  })

  it('change the standing of their player, and the ledger reports that player once', () => {
    const ledger = createLedger(100)
    ledger.markForgotten({ tx: 't', player: 'ana', amount: 50 })
    expect([...ledger.settle().players]).toEqual(['ana'])
    expect(ledger.settle().players.size).toBe(0)
    expect(ledger.standing('ana')).toEqual({ acknowledged: 50, effect: 0, applied: 1, lost: 1 })
    expect(ledger.totals).toMatchObject({ expected: 150, forgotten: { count: 1, sum: 50 } })
  })
})
