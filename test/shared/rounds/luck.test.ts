import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Entry } from '../../../shared/journal.ts'
import { createLedger } from '../../../shared/ledger.ts'
import type { Unapplied } from '../../../shared/room-view.ts'
import { buildRound } from '../../../shared/rounds/build-record.ts'
import { luckOf, OUTSIDE } from '../../../shared/rounds/results.ts'
import { RoundRecord, Story } from '../../../shared/rounds/round-record.ts'
import { person, roundFacts } from '../../support/round-facts.ts'
import { histories, mixedHistories } from '../histories.ts'
import { wildHistories } from '../wild-histories.ts'

const SEED = 18
const runs = { seed: SEED, numRuns: 600 }

interface Told {
  opening: number
  actual: number
  entries: Entry[]
  unapplied: Unapplied[]
}

/** Stale reads, blind retries, take-backs, wrong amounts, writes on nothing, and writes from outside. */
const told: fc.Arbitrary<Told> = fc.oneof(
  wildHistories().map(({ opening, entries, refused, now }) => ({
    ...{ opening, entries, unapplied: refused, actual: now.balance },
  })),
  histories.map(({ opening, entries, unapplied, balance }) => ({
    ...{ opening, entries, unapplied: [...unapplied], actual: balance },
  })),
  mixedHistories.map(({ opening, entries, unapplied, balance }) => ({
    ...{ opening, entries, unapplied: [...unapplied], actual: balance },
  })),
)

const forgottenWrites = fc.array(
  fc.record({
    tx: fc.nat({ max: 9 }).map((n) => `forgotten-${n}`),
    player: fc.nat({ max: 4 }).map(String),
    amount: fc.integer({ min: -90, max: 90 }).filter((n) => n !== 0),
  }),
  { maxLength: 6 },
)

/** What each of five players is; others, if any, are not known. */
const kinds = fc.array(fc.constantFrom('person', 'bot', 'removed', 'unknown'), {
  minLength: 5,
  maxLength: 5,
})

const facts = fc
  .record({ history: told, forgotten: forgottenWrites, kinds })
  .map(({ history, forgotten, kinds }) =>
    roundFacts({
      ...{ opening: history.opening, actual: history.actual, forgotten },
      ...{ entries: history.entries, unapplied: history.unapplied },
      players: kinds.flatMap((kind, i) =>
        kind === 'unknown' ? [] : [person(`${i}`, { bot: kind === 'bot', removed: kind === 'removed' })],
      ),
    }),
  )

describe(`the record of random rounds, seed ${SEED}`, () => {
  it('has luck that adds up to actual − expected, to the dollar', () => {
    fc.assert(
      fc.property(facts, (round) => {
        const { record } = buildRound(round)
        const luck = record.players.reduce((all, one) => all + luckOf(one), 0)
        expect(luck).toBe((record.actual ?? 0) - record.expected)
      }),
      { ...runs, numRuns: 3000 },
    )
  })

  it('has the sums of the ledger, for each player and for all', () => {
    fc.assert(
      fc.property(facts, (round) => {
        const { record } = buildRound(round)
        const ledger = createLedger(round.opening)
        for (const entry of round.entries) {
          ledger.append(entry)
          ledger.settle()
        }
        for (const one of round.forgotten) ledger.markForgotten(one)
        for (const one of round.unapplied) ledger.unapplied(one)
        ledger.settle()
        const { totals } = ledger
        for (const one of record.players) {
          if (one.outside) continue
          const { acknowledged, effect, applied, lost } = one
          expect({ acknowledged, effect, applied, lost }).toEqual(ledger.standing(one.player))
        }
        expect(record).toMatchObject({
          ...{ expected: totals.expected, applied: totals.applied, conflicts: totals.conflicts },
          lost: totals.lostDeposits.count + totals.lostWithdrawals.count,
          forgotten: totals.forgotten.count,
        })
        const outside = record.players.find(({ player }) => player === OUTSIDE)
        expect(outside?.effect ?? 0).toBe(totals.outside + (round.actual ?? 0) - totals.wrote)
        expect(record.players.reduce((all, { lost }) => all + lost, 0)).toBe(record.lost + record.forgotten)
        expect(record.players.reduce((all, { erased }) => all + erased, 0)).toBeLessThanOrEqual(record.lost)
      }),
      runs,
    )
  })

  it('fits the schema, and is the same for the same facts', () => {
    fc.assert(
      fc.property(facts, (round) => {
        const { record, stories } = buildRound(round)
        expect(RoundRecord.parse(record)).toEqual(record)
        for (const story of stories.values()) expect(Story.parse(story)).toEqual(story)
        expect(buildRound(structuredClone(round))).toEqual({ record, stories })
      }),
      runs,
    )
  })

  it('tells of people in the room, and has only them on the podium', () => {
    fc.assert(
      fc.property(facts, (round) => {
        const { record, stories } = buildRound(round)
        const people = new Set(
          round.players.filter(({ bot, removed }) => !bot && !removed).map(({ player }) => player),
        )
        const bots = new Set(round.players.filter(({ bot }) => bot).map(({ player }) => player))
        for (const player of Object.values(record.podium).flat()) expect(people).toContain(player)
        expect([...stories.keys()]).toEqual([...people])
        const { loss, scene } = record
        if (!loss) return
        for (const { player } of [loss.lost, loss.by])
          expect(people.has(player) || bots.has(player)).toBe(true)
        expect(scene).toContain(loss.lost)
        expect(scene).toContain(loss.by)
        expect(scene.length).toBeLessThanOrEqual(8)
      }),
      runs,
    )
  })

  it('has a picture of 200 points at most, in order, that ends at the divergence', () => {
    fc.assert(
      fc.property(facts, fc.nat({ max: 20 }), (round, times) => {
        // The same writes again and again: only times and balances matter for the picture.
        const entries = Array.from({ length: times }, () => round.entries)
          .flat()
          .map((entry, i) => ({ ...entry, version: i + 1, parent: i, wroteAt: round.startedAt + 10 * i }))
        const { record } = buildRound({ ...round, entries, forgotten: [], unapplied: [] })
        const { divergence } = record
        expect(divergence.length).toBeLessThanOrEqual(200)
        expect(divergence.at(-1)?.divergence).toBe((record.actual ?? 0) - record.expected)
        for (const [i, { ms }] of divergence.entries())
          expect(ms).toBeGreaterThanOrEqual(divergence[i - 1]?.ms ?? 0)
        const all = entries.map(({ wrote, expected }) => wrote - expected)
        const shown = new Set(divergence.map((point) => point.divergence))
        if (all.length > 0)
          for (const most of [Math.max(...all), Math.min(...all)]) expect(shown).toContain(most)
      }),
      { ...runs, numRuns: 100 },
    )
  })
})
