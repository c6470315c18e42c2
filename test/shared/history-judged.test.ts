import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BLIND_SPOT } from '../../shared/history/blind-spot.ts'
import { linesOf } from '../../shared/history/lines.ts'
import { type History, operationsOf } from '../../shared/history/operation.ts'
import type { Entry } from '../../shared/journal.ts'
import { judgeRwRegister } from '../support/elle.ts'
import { pairsOf, readHistory } from '../support/jepsen-history.ts'
import {
  type BankOp,
  bankModel,
  type Call,
  casRegisterModel,
  isLinearizable,
  type RegisterOp,
} from '../support/linearizable.ts'
import { histories } from './histories.ts'
import { interleavings, lostOf, naively, type Schedule } from './interleavings.ts'

/** What each checker says of the file it reads: true when it finds nothing wrong. */
const judges = {
  elle: (history: History): boolean => judgeRwRegister(linesOf(history, 'elle')).length === 0,
  'cas-register': (history: History): boolean => {
    const pairs = pairsOf(readHistory(linesOf(history, 'cas-register')))
    const calls = pairs
      .filter(({ completion }) => completion.type !== ':fail')
      .map(({ invoke, completion }): Call<RegisterOp> => {
        const pending = completion.type === ':info'
        const op = completion as unknown as RegisterOp
        return { op, call: invoke.time, return: pending ? Number.POSITIVE_INFINITY : completion.time }
      })
    return isLinearizable(casRegisterModel, calls)
  },
  porcupine: (history: History): boolean => {
    const calls = [...linesOf(history, 'porcupine')].map((line): Call<BankOp> => {
      const { amount, balance, unknown, call, return: end } = JSON.parse(line)
      return { op: { amount, balance, unknown: unknown === true }, call, return: end }
    })
    return isLinearizable(bankModel, calls)
  },
}
const BALANCES = ['cas-register', 'porcupine'] as const

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

  it.each(BALANCES)('%s, on balances, finds the 6 valid and cannot see 8 of the 84', (format) => {
    const valid = runs.filter(({ history }) => judges[format](history))
    expect(valid.filter(({ loses }) => !loses)).toHaveLength(6)
    expect(valid.filter(({ loses }) => loses)).toHaveLength(8)
    expect(BLIND_SPOT.unseen).toBe(8)
  })

  it('the run that the warning tells of is one of the 8, and goes as it says', () => {
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

/** A journal with times in which stale reads overlap with what they missed, and the clocks are not quite right. */
function timed(entries: readonly Entry[], errors: readonly number[]): Entry[] {
  return entries.map((entry, i) => {
    const error = errors[i % errors.length] ?? 0
    const wroteAt = 10 * entry.version + (error > 6 ? -25 : 0)
    return { ...entry, readAt: Math.min(wroteAt, 10 * entry.parent + 5 + error), wroteAt }
  })
}
const clockErrors = fc.array(fc.integer({ min: -8, max: 8 }), { minLength: 1, maxLength: 20 })

describe('random histories with stale reads, blind retries, writes from outside and clocks that err', () => {
  it('are invalid for Elle exactly when some write is lost', () => {
    const seen = { lossless: 0, losing: 0 }
    fc.assert(
      fc.property(histories, clockErrors, ({ opening, entries }, errors) => {
        const loses = lostOf(entries).length > 0
        seen[loses ? 'losing' : 'lossless'] += 1
        expect(judges.elle(historyOf(timed(entries, errors), opening))).toBe(!loses)
      }),
      { numRuns: 1500 },
    )
    expect(Math.min(seen.lossless, seen.losing)).toBeGreaterThan(100)
  })

  it.each(BALANCES)('are never invalid as %s when nothing is lost', (format) => {
    let judged = 0
    fc.assert(
      fc.property(histories, clockErrors, ({ opening, entries }, errors) => {
        fc.pre(lostOf(entries).length === 0)
        judged += entries.some(({ seen, parent }) => seen !== (entries[parent - 1]?.wrote ?? opening)) ? 1 : 0
        expect(judges[format](historyOf(timed(entries, errors), opening))).toBe(true)
      }),
      { numRuns: 500 },
    )
    // Some of them with a write from outside.
    expect(judged).toBeGreaterThan(20)
  })
})

describe('the small checker of linearizability', () => {
  const deposit = (amount: number, balance: number, call: number, end: number): Call<BankOp> => ({
    op: { amount, balance, unknown: false },
    call,
    return: end,
  })

  it('finds the order that explains overlapping calls, whatever order they are given in', () => {
    const calls = [deposit(10, 160, 2, 9), deposit(50, 150, 1, 10), deposit(0, 100, 0, 0)]
    expect(isLinearizable(bankModel, calls)).toBe(true)
  })

  it('knows that what has returned came before what was called later', () => {
    const calls = [deposit(0, 100, 0, 0), deposit(10, 160, 1, 2), deposit(50, 150, 3, 4)]
    expect(isLinearizable(bankModel, calls)).toBe(false)
  })

  it('lets what is in doubt take effect late, or never', () => {
    const doubt: Call<BankOp> = { op: { amount: 7, balance: undefined, unknown: true }, call: 1, return: 99 }
    const open = deposit(0, 100, 0, 0)
    expect(isLinearizable(bankModel, [open, doubt, deposit(50, 157, 50, 51)])).toBe(true)
    expect(isLinearizable(bankModel, [open, doubt, deposit(50, 150, 50, 51)])).toBe(true)
    expect(isLinearizable(bankModel, [open, doubt, deposit(50, 164, 50, 51)])).toBe(false)
  })
})
