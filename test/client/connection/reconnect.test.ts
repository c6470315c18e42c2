import { expect, it } from 'vitest'
import { backoff } from '../../../client/connection/reconnect.ts'
import { PACE } from '../../../shared/pace.ts'

it('the wait before a reconnect doubles, up to eight seconds', () => {
  const waits = [0, 1, 2, 3, 4, 5, 50].map((attempt) => backoff(attempt, undefined, () => 1))
  expect(waits).toEqual([300, 600, 1200, 2400, 4800, 8000, 8000])
})

it('the wait grows further on a network that blocks the connection', () => {
  const waits = [0, 4, 5, 6, 7, 50].map((attempt) => backoff(attempt, PACE.blockedRetryMs, () => 1))
  expect(waits).toEqual([300, 4800, 9600, 19_200, 30_000, 30_000])
})

it('half of the wait is random, so that the phones of a room do not reconnect at once', () => {
  for (const attempt of [0, 3, 9]) {
    expect(backoff(attempt, undefined, () => 0)).toBe(backoff(attempt, undefined, () => 1) / 2)
    const waits = Array.from({ length: 50 }, () => backoff(attempt))
    expect(new Set(waits).size).toBeGreaterThan(10)
  }
})
