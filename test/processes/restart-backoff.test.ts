import { expect, it } from 'vitest'
import { createRespite } from '../../server/processes/restart-backoff.ts'

it('the place of a dead worker is taken at once, until so many die that it looks like a loop', () => {
  let now = 0
  const respite = createRespite(3, () => now)
  const waits = Array.from({ length: 12 }, () => respite())
  expect(waits).toEqual([0, 0, 0, 0, 0, 0, 500, 1000, 2000, 4000, 8000, 8000])
  now = 5000
  expect(respite()).toBe(8000)
  now = 15_000
  expect(respite()).toBe(0)
})
