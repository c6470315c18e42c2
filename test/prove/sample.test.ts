import { describe, expect } from 'vitest'
import { distinctEngines, openTestEngine } from '../support/engines.ts'
import { proveMadeUp } from './made-up.ts'

/** Fifty strategies that have every anomaly between them. */
const BATCHES = [
  { seed: 6, runs: 30 },
  { seed: 7, runs: 20 },
]

describe('a sample of made-up strategies', () => {
  const server = { open: () => openTestEngine(distinctEngines[0] ?? 'embedded'), hasIfEq: false }
  proveMadeUp(server, BATCHES, ({ programs, orders, safe, wrong, either, coincidences }) => {
    expect(programs).toBe(50)
    // An anomaly that never occurs is never compared.
    expect(safe).toBeGreaterThan(orders / 10)
    expect(safe).toBeLessThan((orders * 9) / 10)
    expect([...wrong.keys()].sort()).toEqual([
      ...['double-apply', 'false-refusal', 'hangs', 'lost-update', 'overdraft'],
      ...['refused-in-balance', 'starvation', 'wrong-amount', 'wrote-nothing'],
    ])
    expect(either).toBeGreaterThan(0)
    expect(coincidences).toBeLessThan(orders / 20)
  })
})
