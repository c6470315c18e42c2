import { expect, it } from 'vitest'
import { backoff } from '../../../client/connection/reconnect.ts'

it('the wait before a reconnect doubles, up to eight seconds', () => {
  const waits = [0, 1, 2, 3, 4, 5, 50].map((attempt) => backoff(attempt, () => 1))
  expect(waits).toEqual([300, 600, 1200, 2400, 4800, 8000, 8000])
})

it('half of the wait is random, so that the phones of a room do not reconnect at once', () => {
  for (const attempt of [0, 3, 9]) {
    expect(backoff(attempt, () => 0)).toBe(backoff(attempt, () => 1) / 2)
    const waits = Array.from({ length: 50 }, () => backoff(attempt))
    expect(new Set(waits).size).toBeGreaterThan(10)
  }
})
