import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Engine } from '../../server/engine/engine.ts'
import { connect } from '../../server/redis/connect.ts'
import type { Wire } from '../../server/redis/wire.ts'
import { programs } from './arbitrary.ts'
import { nothingSeen, prove, type Seen } from './prove.ts'

export interface Server {
  open(): Promise<Engine>
  hasIfEq: boolean
}

export interface Batch {
  seed: number
  runs: number
}

/** The batches of a run: each has the next seed, so that it can be repeated alone. */
export function batchesOf(seed: number, runs: number, size = 100): Batch[] {
  return Array.from({ length: Math.ceil(runs / size) }, (_, i) => ({
    seed: seed + i,
    runs: Math.min(size, runs - i * size),
  }))
}

/** Defines a test for each batch. `onEnd` checks what all of them together have seen. */
export function proveMadeUp(server: Server, batches: readonly Batch[], onEnd: (seen: Seen) => void): void {
  let engine: Engine
  let wire: Wire
  const seen = nothingSeen()
  beforeAll(async () => {
    engine = await server.open()
    wire = await connect('ioredis', engine.endpoint)
  })
  afterAll(async () => {
    await wire.close()
    await engine.close()
  })
  it.each(batches)(
    'the explorer judges every order of $runs made-up strategies as brute force does (seed $seed)',
    { timeout: 900_000 },
    async ({ seed, runs }) => {
      const one = fc.asyncProperty(programs(server.hasIfEq), (one) => prove(wire, one, seed, seen))
      const { failed, errorInstance } = await fc.check(one, { seed, numRuns: runs })
      if (failed) throw errorInstance
      expect(await wire.command(['KEYS', 'bankrun:*'])).toEqual([])
    },
  )
  it('the made-up strategies are varied enough for the comparison', () => onEnd(seen))
}
