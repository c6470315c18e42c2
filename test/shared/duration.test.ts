import { expect, test } from 'vitest'
import { duration } from '../../shared/duration.ts'

test.each([
  [500, 'half a second'],
  [1000, 'a second'],
  [60_000, 'a minute'],
  [3_600_000, 'an hour'],
  [86_400_000, 'a day'],
  [1500, '1.5 seconds'],
  [7000, '7 seconds'],
])('%d milliseconds are %s', (ms, words) => {
  expect(duration(ms)).toBe(words)
})
