import { describe, expect, it } from 'vitest'
import { WRONG_UNSEEN } from '../../shared/history/blind-spot.ts'
import { linesOf } from '../../shared/history/lines.ts'
import { type History, operationsOf } from '../../shared/history/operation.ts'
import type { Entry } from '../../shared/journal.ts'
import { judgeRwRegister } from '../support/elle.ts'
import { JUDGED, judges } from '../support/judges.ts'
import { lostOf } from './interleavings.ts'
import { entry, unapplied } from './operations.ts'

const historyOf = (entries: readonly Entry[]): History => ({
  opening: 100,
  operations: operationsOf(entries),
})

describe('a write on nothing', () => {
  const entries = [
    entry(1, 0, 50, 100),
    entry(2, 0, 10, 150, { basis: 'nothing', wrote: 110 }),
    entry(3, 2, 5, 110),
  ]

  it('is invalid in every format when it overwrites another write', () => {
    expect(lostOf(entries)).toEqual([1])
    expect(JUDGED.map((format) => judges[format](historyOf(entries)))).toEqual([false, false, false])
  })

  it('would be valid for Elle without its read of the opening balance, since a register allows blind writes', () => {
    const lines = [...linesOf(historyOf(entries), 'elle')]
    expect(judgeRwRegister(lines)).toEqual(['cycle'])
    const blind = lines.map((line) =>
      line.includes(':basis :nothing') ? line.replace('[:r :acct 1] ', '') : line,
    )
    expect(blind).not.toEqual(lines)
    expect(judgeRwRegister(blind)).toEqual([])
  })

  it('is valid in every format when it is the first write', () => {
    const first = [entry(1, 0, 10, 100, { basis: 'nothing', wrote: 110 }), entry(2, 1, 5, 110)]
    expect(JUDGED.map((format) => judges[format](historyOf(first)))).toEqual([true, true, true])
  })
})

describe('a transaction that was taken back', () => {
  const [booked, back] = [
    entry(1, 0, -80, 100, { basis: 'met', tx: 't' }),
    entry(3, 2, 80, 10, { basis: 'met', tx: 't', reverses: 1 }),
  ]
  const other = entry(2, 1, -10, 20, { basis: 'met' })
  const refused = unapplied(back.wroteAt, { tx: 't', player: 'ana', amount: -80, why: 'taken-back' })

  it('is valid in every format with its two writes, and its refusal is not a `:fail`', () => {
    const history = { opening: 100, operations: operationsOf([booked, other, back], [refused]) }
    expect(JUDGED.map((format) => judges[format](history))).toEqual([true, true, true])
    expect([...linesOf(history, 'porcupine')].map((line) => JSON.parse(line))).toMatchObject([
      { amount: 0, balance: 100 },
      { amount: -80, balance: 20 },
      { amount: -10, balance: 10 },
      { amount: 80, balance: 90 },
    ])
    for (const format of ['elle', 'cas-register'] as const) {
      const text = [...linesOf(history, format)].join('')
      expect(text).not.toContain(':fail')
      expect(text).toContain('"ana +80, a take-back"')
    }
  })

  it('is invalid for Elle when its take-back is lost, so that it is refused but in the balance', () => {
    const over = entry(4, 2, -1, 10)
    const history = { opening: 100, operations: operationsOf([booked, other, back, over], [refused]) }
    expect(lostOf([booked, other, back, over])).toEqual([3])
    expect(judges.elle(history)).toBe(false)
  })
})

it('a wrong amount among overlapping writes can be valid for Porcupine, as in the example on the page', () => {
  const { opening, amounts, done, example } = WRONG_UNSEEN
  let seen: number = opening
  const entries = done.map((change, i): Entry => {
    const one = entry(i + 1, i, amounts[i] ?? 0, seen, { wrote: seen + change, readAt: 1000 })
    seen += change
    return one
  })
  expect(entries.filter(({ amount, seen, wrote }) => wrote - seen !== amount)).toHaveLength(1)
  expect(judges.porcupine(historyOf(entries))).toBe(true)
  expect(judges.porcupine(historyOf(entries.map((one) => ({ ...one, basis: 'met' }))))).toBe(false)
  const numbers = example.match(/[+−]?\d+/g)?.map((text) => Number(text.replace('−', '-')))
  expect(numbers).toEqual([100, 70, 170, -20, 150, 10, 180, 160, -10, 170, -20])
  expect(entries.map(({ wrote }) => wrote)).toEqual([170, 150, 180, 170])
})
