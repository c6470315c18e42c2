import { describe, expect, it } from 'vitest'
import { amountsFor, POWERS, powerOf, type Seated } from '../../../shared/rounds/amounts.ts'

const seat = (number: number, gone = false): Seated => ({ id: `p${number}`, number, gone })
const seats = (count: number, gone: readonly number[] = []): Seated[] =>
  Array.from({ length: count }, (_, i) => seat(i + 1, gone.includes(i + 1)))

describe('in a round with powers', () => {
  it('the order of joining counts, without those who have left', () => {
    expect(powerOf('p3', seats(4, [1]))).toBe(1)
    expect(powerOf('p1', seats(4, [1]))).toBeUndefined()
  })

  it('no place changes after the countdown when players leave or join', () => {
    const order = ['p2', 'p3', 'p5']
    for (const gone of [[], [2], [2, 3, 5], [6], [2, 6]])
      expect(['p2', 'p3', 'p5', 'p6', 'p7'].map((id) => powerOf(id, seats(7, gone), order))).toEqual([
        ...[0, 1, 2, 3, 4],
      ])
    // They had left before, so their places were given to others.
    expect(['p1', 'p4', 'unknown'].map((id) => powerOf(id, seats(7), order))).toEqual([
      ...[undefined, undefined, undefined],
    ])
  })

  it('those who come after ten others have no button', () => {
    const order = seats(POWERS).map(({ id }) => id)
    expect(powerOf('p11', seats(12, [1]), order)).toBeUndefined()
    expect(amountsFor({ kind: 'powers', order }, 'p11', seats(12, [1]))).toEqual([])
    expect(amountsFor({ kind: 'powers', order }, 'p10', seats(12, [1]))).toEqual([5120])
  })
})
