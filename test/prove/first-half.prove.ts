import { describe, expect } from 'vitest'
import { halfOf } from './halves.ts'
import { proveMadeUp } from './made-up.ts'

describe('the first half', () => {
  proveMadeUp(halfOf(0), (seen) => {
    console.log(seen)
    expect(seen.coincidences).toBeLessThan(seen.orders / 20)
  })
})
