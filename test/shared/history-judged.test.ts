import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BLIND_SPOT } from '../../shared/history/blind-spot.ts'
import { linesOf } from '../../shared/history/lines.ts'
import { type History, operationsOf } from '../../shared/history/operation.ts'
import type { Entry } from '../../shared/journal.ts'
import { BALANCES, JUDGED, judges } from '../support/judges.ts'
import { type BankOp, bankModel, type Call, isLinearizable } from '../support/linearizable.ts'
import { asOld, incrementing, mixedHistories, type Told } from './histories.ts'
import { interleavings, lostOf, naively, type Schedule } from './interleavings.ts'

const historyOf = (entries: readonly Entry[], opening = 100): History => ({
  opening,
  operations: operationsOf(entries),
})

describe('of the 90 interleavings of a naive +50, −50 and +10', () => {
  const runs = interleavings(3).map((schedule) => {
    const entries = naively(BLIND_SPOT.amounts, schedule)
    return { schedule, entries, loses: lostOf(entries).length > 0, history: historyOf(entries) }
  })
  const losing = runs.filter(({ loses }) => loses)

  it('84 lose an update', () => {
    expect(runs).toHaveLength(90)
    expect(losing).toHaveLength(84)
    expect(losing).toHaveLength(BLIND_SPOT.losing)
  })

  it('Elle, on versions, finds those 84 invalid and the other 6 valid', () => {
    for (const { schedule, loses, history } of runs)
      expect([schedule, judges.elle(history)]).toEqual([schedule, !loses])
  })

  it.each(BALANCES)('%s, on balances, finds the 6 valid, and also 8 of the 84', (format) => {
    const valid = runs.filter(({ history }) => judges[format](history))
    expect(valid.filter(({ loses }) => !loses)).toHaveLength(6)
    expect(valid.filter(({ loses }) => loses)).toHaveLength(8)
    expect(BLIND_SPOT.unseen).toBe(8)
  })

  it('the example in the warning is one of the 8, with the balances that it names', () => {
    const same = (one: Schedule) => one.join() === BLIND_SPOT.schedule.join()
    const run = losing.find(({ schedule }) => same(schedule))
    if (!run) throw new Error('it loses nothing')
    expect(BALANCES.map((format) => judges[format](run.history))).toEqual([true, true])
    expect(run.entries.map(({ tx, seen, wrote }) => [tx, seen, wrote])).toEqual([
      ['t1', 100, 150],
      ['t2', 150, 100],
      ['t3', 100, 110],
    ])
    expect(lostOf(run.entries)).toEqual([1, 2])
    const numbers = BLIND_SPOT.example.match(/\d+/g)?.map(Number)
    expect(numbers).toEqual([100, 100, 150, 150, 100, 110])
  })
})

/** The journal with times: stale reads overlap with the writes they missed, and clocks err by `errors`, in ms. */
function timed(entries: readonly Entry[], errors: readonly number[]): Entry[] {
  return entries.map((entry, i) => {
    const error = errors[i % errors.length] ?? 0
    const wroteAt = 10 * entry.version + (error > 6 ? -25 : 0)
    return { ...entry, readAt: Math.min(wroteAt, 10 * entry.parent + 5 + error), wroteAt }
  })
}
const clockErrors = fc.array(fc.integer({ min: -8, max: 8 }), { minLength: 1, maxLength: 20 })
const SEED = 20_26_11
const told = ({ opening, entries, unapplied }: Told, errors: readonly number[]): History => ({
  opening,
  operations: operationsOf(timed(entries, errors), unapplied),
})
const losesNone = ({ entries, survivors }: Told): boolean => survivors.size === entries.length
const lossless = mixedHistories.filter(losesNone)

describe('random histories with stale reads, writes on nothing, wrong amounts, take-backs, blind retries, writes from outside and wrong clocks', () => {
  it(`have a lineage that loses exactly the writes missing from the balance (seed ${SEED})`, () => {
    fc.assert(
      fc.property(mixedHistories, ({ entries, survivors }) => {
        const lost = entries.map(({ version }) => version).filter((version) => !survivors.has(version))
        expect(lostOf(entries)).toEqual(lost)
      }),
      { seed: SEED, numRuns: 1000 },
    )
  })

  it(`are invalid for Elle exactly when a write is missing from the balance (seed ${SEED})`, () => {
    const seen = { lossless: 0, losing: 0, onNothing: 0, wrong: 0, takenBack: 0 }
    fc.assert(
      fc.property(mixedHistories, clockErrors, (history, errors) => {
        const { entries, wrong } = history
        const loses = !losesNone(history)
        seen[loses ? 'losing' : 'lossless'] += 1
        if (loses && entries.some(({ basis }) => basis === 'nothing')) seen.onNothing += 1
        if (!loses && wrong.size > 0) seen.wrong += 1
        if (!loses && entries.some(({ reverses }) => reverses)) seen.takenBack += 1
        expect(judges.elle(told(history, errors))).toBe(!loses)
      }),
      { seed: SEED, numRuns: 1500 },
    )
    expect(Math.min(seen.lossless, seen.losing, seen.onNothing)).toBeGreaterThan(100)
    expect(Math.min(seen.wrong, seen.takenBack)).toBeGreaterThan(20)
  })

  it(`are valid for Knossos when nothing is lost, even with wrong amounts (seed ${SEED})`, () => {
    let wrong = 0
    fc.assert(
      fc.property(lossless, clockErrors, (history, errors) => {
        if (history.wrong.size > 0) wrong += 1
        expect(judges['cas-register'](told(history, errors))).toBe(true)
      }),
      { seed: SEED, numRuns: 300 },
    )
    expect(wrong).toBeGreaterThan(20)
  })

  it(`are valid for Porcupine when nothing is lost and every write has its amount as effect (seed ${SEED})`, () => {
    const seen = { outside: 0, takenBack: 0 }
    fc.assert(
      fc.property(lossless, clockErrors, (history, errors) => {
        const { opening, entries, wrong } = history
        fc.pre(wrong.size === 0)
        if (entries.some(({ seen, parent }) => seen !== (entries[parent - 1]?.wrote ?? opening)))
          seen.outside += 1
        if (entries.some(({ reverses }) => reverses)) seen.takenBack += 1
        expect(judges.porcupine(told(history, errors))).toBe(true)
      }),
      { seed: SEED, numRuns: 300 },
    )
    expect(Math.min(seen.outside, seen.takenBack)).toBeGreaterThan(10)
  })

  it(`are invalid for Porcupine exactly when an amount is wrong, if no writes overlap (seed ${SEED})`, () => {
    const seen = { right: 0, wrong: 0 }
    fc.assert(
      fc.property(incrementing, (history) => {
        seen[history.wrong.size > 0 ? 'wrong' : 'right'] += 1
        const valid = history.wrong.size === 0
        expect(JUDGED.map((format) => judges[format](told(history, [0])))).toEqual([true, true, valid])
      }),
      { seed: SEED, numRuns: 500 },
    )
    expect(Math.min(seen.right, seen.wrong)).toBeGreaterThan(100)
  })

  it(`have the same files for Elle and Knossos with other amounts (seed ${SEED})`, () => {
    fc.assert(
      fc.property(mixedHistories, ({ opening, entries }) => {
        for (const format of ['elle', 'cas-register'] as const) {
          const values = (all: readonly Entry[]) =>
            [...linesOf({ opening, operations: operationsOf(all) }, format)].map((line) =>
              line.replace(/:name "[^"]*"/, ''),
            )
          expect(values(entries.map((entry) => ({ ...entry, amount: 1 })))).toEqual(values(entries))
        }
      }),
      { seed: SEED, numRuns: 100 },
    )
  })

  it(`have the same files when an older version recorded them without a basis (seed ${SEED})`, () => {
    fc.assert(
      fc.property(mixedHistories, clockErrors, ({ opening, entries }, errors) => {
        const known = timed(entries, errors).filter(({ basis }) => basis !== 'nothing')
        fc.pre(known.length === entries.length)
        for (const format of JUDGED) {
          const lines = (all: readonly Entry[]) => [
            ...linesOf({ opening, operations: operationsOf(all) }, format),
          ]
          const read = known.map((entry): Entry => ({ ...entry, basis: 'read' }))
          expect(lines(asOld(known))).toEqual(lines(read))
        }
      }),
      { seed: SEED, numRuns: 100 },
    )
  })
})

describe('the small linearizability checker', () => {
  const deposit = (amount: number, balance: number, call: number, end: number): Call<BankOp> => ({
    op: { amount, balance, unknown: false },
    call,
    return: end,
  })

  it('finds the order that explains overlapping calls, whatever their order in the list', () => {
    const calls = [deposit(10, 160, 2, 9), deposit(50, 150, 1, 10), deposit(0, 100, 0, 0)]
    expect(isLinearizable(bankModel, calls)).toBe(true)
  })

  it('puts a call that returned before a call that began later', () => {
    const calls = [deposit(0, 100, 0, 0), deposit(10, 160, 1, 2), deposit(50, 150, 3, 4)]
    expect(isLinearizable(bankModel, calls)).toBe(false)
  })

  it('lets a call in doubt take effect late or never, but not twice', () => {
    const doubt: Call<BankOp> = { op: { amount: 7, balance: undefined, unknown: true }, call: 1, return: 99 }
    const open = deposit(0, 100, 0, 0)
    expect(isLinearizable(bankModel, [open, doubt, deposit(50, 157, 50, 51)])).toBe(true)
    expect(isLinearizable(bankModel, [open, doubt, deposit(50, 150, 50, 51)])).toBe(true)
    expect(isLinearizable(bankModel, [open, doubt, deposit(50, 164, 50, 51)])).toBe(false)
  })
})
