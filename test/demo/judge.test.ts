import { describe, expect, test } from 'vitest'
import { cause } from '../../server/demo/cause.ts'
import { judge } from '../../server/demo/judge.ts'
import type { RunResult } from '../../server/demo/run-result.ts'
import type { Entry } from '../../shared/journal.ts'
import { deposit, depositWroteLast, entry, nobodyLost, result, withdrawal } from './run-results.ts'

const judged = (journal: Entry[], balance: number): RunResult => ({
  balance,
  unapplied: [],
  ...judge(100, journal, balance),
})

describe('a run is judged by its journal', () => {
  test('of two that read the same balance, the first is lost to the last', () => {
    expect(judged([entry(1, 0, withdrawal, 100), entry(2, 0, deposit, 100)], 150)).toEqual(depositWroteLast)
  })

  test('one after the other, nobody is lost', () => {
    const run = judged([entry(1, 0, deposit, 100), entry(2, 1, withdrawal, 150, { attempts: 3 })], 0)
    expect(run).toMatchObject({ ...nobodyLost, books: { lost: [], refused: 2 } })
  })

  test('each lost transaction is laid at the door of the write that overwrote it', () => {
    const third = { name: 'third', amount: 10 }
    const journal = [entry(1, 0, deposit, 100), entry(2, 0, withdrawal, 100), entry(3, 2, third, -50)]
    expect(judged(journal, -40).books?.lost).toEqual([{ ...deposit, by: withdrawal }])
  })

  test('a transaction that was booked twice is expected once', () => {
    const journal = [entry(1, 0, deposit, 100), entry(2, 1, deposit, 150, { again: true })]
    const run = judged(journal, 200)
    expect(run).toMatchObject({ expected: 150, books: { lost: [], doubled: [deposit], kept: ['deposit'] } })
    expect(cause(run)).toBe('booked more than once: deposit')
  })

  test('a lost transaction is lost once, however often it was written', () => {
    const journal = [
      entry(1, 0, deposit, 100),
      entry(2, 1, deposit, 150, { again: true }),
      entry(3, 0, withdrawal, 100),
    ]
    expect(judged(journal, -50).books?.lost).toEqual([{ ...deposit, by: withdrawal }])
  })

  test('what nobody of the run wrote comes from outside', () => {
    expect(judged([entry(1, 0, deposit, 130)], 180).books?.outside).toBe(30)
    expect(judged([entry(1, 0, deposit, 100)], 157).books?.outside).toBe(7)
    expect(judged([], 100)).toMatchObject({ expected: 100, books: { outside: 0 } })
  })
})

describe('the cause of a balance', () => {
  test('names who wrote last over all the others', () => {
    expect(cause(depositWroteLast)).toBe('deposit wrote last, over withdrawal')
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
    expect(cause(one)).toBe('c wrote last, over deposit and withdrawal')
    expect(cause(two)).toBe(cause(one))
  })

  test('counts the losses when there are many', () => {
    const lost = Array.from({ length: 9 }, (_, i) => ({ name: `t${i}`, amount: 1, by: deposit }))
    expect(cause(result(1, { lost, kept: ['deposit'] }))).toBe('deposit wrote last, over the 9 others')
    expect(cause(result(1, { lost, kept: ['deposit', 'x'] }))).toBe('9 of 11 were lost')
    expect(cause(result(1, { lost: lost.slice(0, 2), kept: ['deposit', 'x'] }))).toBe('lost: t0 and t1')
  })

  test('says so when the sum is right over lost updates', () => {
    expect(cause({ ...depositWroteLast, expected: 150 })).toBe(
      'deposit wrote last, over withdrawal; balance right, bank wrong',
    )
  })

  test('is none when every transaction is in the balance once', () => {
    expect(cause(nobodyLost)).toBe('')
  })

  test('tells of transactions that were not applied', () => {
    const unapplied = [{ ...deposit, outcome: 'gave-up', why: 'attempts-used-up' } as const]
    expect(cause(result(0, { kept: ['withdrawal'] }, { unapplied }))).toBe('not applied: deposit')
  })
})
