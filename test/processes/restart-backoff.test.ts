import { expect, it } from 'vitest'
import { createRestartBackoff } from '../../server/processes/restart-backoff.ts'

it('a dead worker is replaced at once, but after up to eight seconds when many have died lately', () => {
  let now = 0
  const restartBackoff = createRestartBackoff(3, () => now)
  const waits = Array.from({ length: 12 }, () => restartBackoff())
  expect(waits).toEqual([0, 0, 0, 0, 0, 0, 500, 1000, 2000, 4000, 8000, 8000])
  now = 5000
  expect(restartBackoff()).toBe(8000)
  now = 15_000
  expect(restartBackoff()).toBe(0)
})
