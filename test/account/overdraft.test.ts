import { expect, test } from 'vitest'
import { floorOf } from '../../server/account/overdraft.ts'
import { LIMITS } from '../../shared/limits.ts'

test('a withdrawal may not take the balance below zero exactly when overdrafts are refused', () => {
  expect(floorOf({ noOverdraft: true })).toBe(0)
  expect(floorOf({ noOverdraft: false })).toBe(-LIMITS.balance)
})
