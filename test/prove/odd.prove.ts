import { describe, expect } from 'vitest'
import { openTestEngine } from '../support/engines.ts'
import { batchesWith } from './halves.ts'
import { proveMadeUp } from './made-up.ts'

describe('on the redis-server on the PATH', () => {
  const server = { open: () => openTestEngine('local'), hasIfEq: false }
  proveMadeUp(server, batchesWith('odd'), (seen) => {
    console.log(seen)
    expect(seen.coincidences).toBeLessThan(1 + seen.orders / 20)
  })
})
