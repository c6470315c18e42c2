import { describe, expect, it } from 'vitest'
import { LIMITS } from '../../../shared/limits.ts'
import { POWERS, powerAmount } from '../../../shared/rounds/amounts.ts'
import { depositorsIn } from '../../../shared/rounds/witness.ts'

describe('the deposits of which each is twice the one before', () => {
  it('are all within the limit of an amount, and one more would not be', () => {
    expect(powerAmount(POWERS - 1)).toBeLessThanOrEqual(LIMITS.amount)
    expect(powerAmount(POWERS)).toBeGreaterThan(LIMITS.amount)
  })

  it('are told by their sum: every choice of them has a sum of its own', () => {
    for (let choice = 0; choice < 2 ** POWERS; choice++) {
      const chosen = Array.from({ length: POWERS }, (_, k) => k).filter((k) => (choice >> k) % 2 === 1)
      const sum = chosen.reduce((total, k) => total + powerAmount(k), 0)
      expect(depositorsIn(sum)).toEqual(chosen)
    }
  })

  it.each([-10, 5, 1055, powerAmount(POWERS), Number.NaN, 1e15])('do not make up %d', (sum) => {
    expect(depositorsIn(sum)).toBeUndefined()
  })

  it('make $1,050 with those of the players 0, 3, 5 and 6', () => {
    expect(depositorsIn(1050)).toEqual([0, 3, 5, 6])
  })
})
