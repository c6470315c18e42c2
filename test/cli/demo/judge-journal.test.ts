import { describe, expect, test } from 'vitest'
import { type EndedTransaction, judgeJournal } from '../../../server/cli/demo/judge-journal.ts'
import { endingLines } from '../../../server/cli/demo/lesson.ts'
import { resultCause } from '../../../server/cli/demo/result-cause.ts'
import type { Books, PlannedTransaction, RunResult } from '../../../server/cli/demo/run-result.ts'
import type { Entry, Receipt } from '../../../shared/journal.ts'
import { deposit, depositWroteLast, entry, nobodyLost, result, withdrawal } from './run-results.ts'

const judged = (journal: Entry[], balance: number, ended: EndedTransaction[] = []): RunResult => ({
  balance,
  ...judgeJournal(100, journal, balance, ended),
})

type NotApplied = Exclude<Receipt, { outcome: 'applied' }>
/** The end of a transaction that was not applied. */
const without = (planned: PlannedTransaction, receipt: Partial<NotApplied>): EndedTransaction => ({
  ...{ tx: planned.name, planned, refusedYetBooked: false },
  receipt: {
    ...{ outcome: 'rejected', why: 'overdraft', attempts: 0, at: 0, fromVersion: 0, toVersion: 0 },
    noOverdraft: true,
    ...receipt,
  },
})

describe('a run is judged by its journal', () => {
  test('of two writes that read the same balance, the last one overwrites the first', () => {
    expect(judged([entry(1, 0, withdrawal, 100), entry(2, 0, deposit, 100)], 150)).toEqual(depositWroteLast)
  })

  test('no transaction is lost when they run one after the other', () => {
    const run = judged([entry(1, 0, deposit, 100), entry(2, 1, withdrawal, 150, { attempts: 3 })], 0)
    expect(run).toMatchObject({ ...nobodyLost, books: { lost: [], refused: 2 } })
  })

  test('each lost transaction names the write that overwrote it', () => {
    const third = { name: 'third', amount: 10 }
    const journal = [entry(1, 0, deposit, 100), entry(2, 0, withdrawal, 100), entry(3, 2, third, -50)]
    expect(judged(journal, -40).books?.lost).toEqual([{ ...deposit, by: withdrawal }])
  })

  test('a transaction that was booked twice is expected once', () => {
    const journal = [entry(1, 0, deposit, 100), entry(2, 1, deposit, 150, { again: true })]
    const run = judged(journal, 200)
    expect(run).toMatchObject({ expected: 150, books: { lost: [], doubled: [deposit], kept: ['deposit'] } })
    expect(resultCause(run)).toBe('booked more than once: deposit')
  })

  test('a lost transaction is listed once, however often it was written', () => {
    const journal = [
      entry(1, 0, deposit, 100),
      entry(2, 1, deposit, 150, { again: true }),
      entry(3, 0, withdrawal, 100),
    ]
    expect(judged(journal, -50).books?.lost).toEqual([{ ...deposit, by: withdrawal }])
  })

  test('a change that no transaction of the run wrote comes from outside', () => {
    expect(judged([entry(1, 0, deposit, 130)], 180).books?.outside).toBe(30)
    expect(judged([entry(1, 0, deposit, 100)], 157).books?.outside).toBe(7)
    expect(judged([], 100)).toMatchObject({ expected: 100, books: { outside: 0 } })
  })
})

describe('the ending of a run names', () => {
  const met = { basis: 'met' } as const

  test('a write that booked another amount than its own', () => {
    const run = judged([entry(1, 0, deposit, 100, { ...met, wrote: 200 })], 200)
    expect(run.books).toMatchObject({ wrong: [{ ...deposit, effect: 100 }], lost: [], unexplained: 0 })
    expect(endingLines(run)).toEqual([
      'ending balance of 200 (expected 150)',
      'deposit booked +100 instead of +50',
    ])
    expect(resultCause(run)).toBe('booked a wrong amount: deposit')
  })

  test('a write that booked nothing', () => {
    const run = judged([entry(1, 0, deposit, 100, { ...met, wrote: 100 })], 100)
    expect(endingLines(run)[1]).toBe('deposit booked 0 instead of +50')
  })

  test('the write that a blind write overwrote', () => {
    const journal = [
      entry(1, 0, withdrawal, 100, met),
      entry(2, 0, deposit, -50, { basis: 'nothing', wrote: 150 }),
    ]
    expect(endingLines(judged(journal, 150))).toEqual([
      'ending balance of 150 (expected 0)',
      'lost: withdrawal -150, overwritten by deposit +50',
    ])
  })

  test('a refused withdrawal that the balance covered', () => {
    const covered = { name: 'covered', amount: -60 }
    const run = judged([entry(1, 0, deposit, 100, met)], 150, [without(covered, { toVersion: 1 })])
    expect(run.books?.falselyRefused).toEqual([covered])
    expect(endingLines(run)).toEqual([
      'ending balance of 150 (expected 150)',
      'rejected: covered -60 (overdraft), so it is not expected',
      'refused, though the balance always covered it: covered -60',
    ])
    const fair = judged([], 100, [without(withdrawal, {})])
    expect(fair.books?.falselyRefused).toEqual([])
    expect(endingLines(fair).at(-1)).toBe('lost: nothing')
  })

  test('a withdrawal below zero only where overdrafts are refused', () => {
    const run = judged([entry(1, 0, withdrawal, 100, { ...met, noOverdraft: true })], -50)
    expect(endingLines(run).at(-1)).toBe(
      'below zero, though overdrafts are refused: withdrawal -150 left -50',
    )
    expect(judged([entry(1, 0, withdrawal, 100, met)], -50).books?.below).toEqual([])
  })
})

describe('a booking that was taken back', () => {
  const booked = entry(1, 0, withdrawal, 100, { basis: 'met' })
  const back = (wrote: number) =>
    entry(2, 1, { ...withdrawal, amount: 150 }, -50, { basis: 'met', reverses: 1, wrote })
  const ended = [without(withdrawal, { why: 'taken-back', toVersion: 2 })]

  test('is not expected, and is neither lost nor booked twice', () => {
    const run = judged([booked, back(100)], 100, ended)
    expect(run).toMatchObject({
      expected: 100,
      unapplied: [{ ...withdrawal, outcome: 'rejected', why: 'taken-back' }],
      books: { lost: [], doubled: [], wrong: [], kept: [], unexplained: 0 },
    })
    expect(endingLines(run)).toEqual([
      'ending balance of 100 (expected 100)',
      'rejected: withdrawal -150 (taken back), so it is not expected',
      'lost: nothing',
    ])
  })

  test('is refused, yet in the balance, when the take-back has another amount', () => {
    const run = judged([booked, back(70)], 70, ended)
    expect(run.books).toMatchObject({ refusedInBalance: [{ ...withdrawal, effect: -30 }], unexplained: 0 })
    expect(endingLines(run)).toContain('refused, yet -30 is in the balance: withdrawal -150')
  })
})

describe('a transaction in doubt', () => {
  test('is applied when the journal has it, whatever its receipt says', () => {
    const gone = without(deposit, { outcome: 'failed', why: 'no-answer' })
    const run = judged([entry(1, 0, deposit, 100, { basis: 'met' })], 150, [gone])
    expect(run).toMatchObject({ expected: 150, unapplied: [], books: { kept: ['deposit'] } })
    expect(judged([], 100, [gone])).toMatchObject({
      expected: 100,
      unapplied: [{ ...deposit, why: 'no-answer' }],
    })
  })

  test('is named when its strategy refused it and it is booked', () => {
    const journal = [entry(1, 0, deposit, 100, { basis: 'met' })]
    const receipt: Receipt = { outcome: 'applied', entry: journal[0] as Entry }
    const run = judged(journal, 150, [{ tx: 'deposit', planned: deposit, receipt, refusedYetBooked: true }])
    expect(endingLines(run)).toContain('refused, yet +50 is in the balance: deposit +50')
  })
})

test('a balance that the transactions do not explain is a wrong result, with its numbers', () => {
  const run = { ...judged([], 100), balance: 130, books: { ...nobodyLost.books, unexplained: 30 } as Books }
  expect(resultCause(run)).toBe('wrong result: 130, but 100 is expected')
  expect(endingLines(run).slice(1)).toEqual(['wrong result: 130, but 100 is expected'])
  expect(endingLines(result(7)).join()).not.toContain('lost: nothing')
})

describe('the cause of a balance', () => {
  test('names the transaction that wrote last over all others', () => {
    expect(resultCause(depositWroteLast)).toBe('deposit wrote last, over withdrawal')
  })

  test('is the same for the same losses, whatever the order of the writes', () => {
    const c = { name: 'c', amount: 1 }
    const one = result(1, {
      lost: [
        { ...withdrawal, by: c },
        { ...deposit, by: c },
      ],
      kept: ['c'],
    })
    const two = result(1, {
      lost: [
        { ...deposit, by: withdrawal },
        { ...withdrawal, by: c },
      ],
      kept: ['c'],
    })
    expect(resultCause(one)).toBe('c wrote last, over deposit and withdrawal')
    expect(resultCause(two)).toBe(resultCause(one))
  })

  test('counts the losses when there are many', () => {
    const lost = Array.from({ length: 9 }, (_, i) => ({ name: `t${i}`, amount: 1, by: deposit }))
    expect(resultCause(result(1, { lost, kept: ['deposit'] }))).toBe('deposit wrote last, over the 9 others')
    expect(resultCause(result(1, { lost, kept: ['deposit', 'x'] }))).toBe('9 of 11 were lost')
    expect(resultCause(result(1, { lost: lost.slice(0, 2), kept: ['deposit', 'x'] }))).toBe('lost: t0 and t1')
  })

  test('says that the bank is wrong when the balance is right in spite of lost updates', () => {
    expect(resultCause({ ...depositWroteLast, expected: 150 })).toBe(
      'deposit wrote last, over withdrawal; balance right, bank wrong',
    )
  })

  test('is empty when every transaction is in the balance once', () => {
    expect(resultCause(nobodyLost)).toBe('')
  })

  test('names transactions that were not applied', () => {
    const unapplied = [{ ...deposit, outcome: 'gave-up', why: 'attempts-used-up' } as const]
    expect(resultCause(result(0, { kept: ['withdrawal'] }, { unapplied }))).toBe('not applied: deposit')
  })
})
