import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadCatalogue } from '../../server/catalogue/catalogue.ts'
import type { Engine } from '../../server/engine/engine.ts'
import { explore } from '../../server/explorer/explore.ts'
import { EMPTY_PREFIX, followPrefix, type Prefix, randomScheduler } from '../../server/explorer/scheduler.ts'
import { connect } from '../../server/redis/connect.ts'
import { NoAnswer, type Wire } from '../../server/redis/wire.ts'
import { PLAIN_SCENARIO } from '../../shared/proof/plain-scenario.ts'
import { distinctEngines, isProving, openTestEngine } from '../support/engines.ts'
import { counts, elsewhere, fickle, ownQueue, reads, throws } from './little-strategies.ts'

const catalogue = await loadCatalogue()
const entryOf = (id: string) => {
  const entry = catalogue.get(id)
  if (!entry) throw new Error(`there is no ${id}`)
  return entry
}
let engine: Engine
let wire: Wire
beforeAll(async () => {
  engine = await openTestEngine(distinctEngines[0] ?? 'embedded')
  wire = await connect('ioredis', engine.endpoint)
})
afterAll(async () => {
  await wire.close()
  await engine.close()
})
const nothingLeft = async () => expect(await wire.command(['KEYS', '*'])).toEqual([])

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1))
/** The number of orders in which processes with these numbers of commands can send them. */
const multinomial = (counts: readonly number[]): number =>
  counts.reduce((orders, n) => orders / factorial(n), factorial(counts.reduce((sum, n) => sum + n, 0)))

describe('the number of interleavings', () => {
  const SEED = 20_26
  it(`is the multinomial of the numbers of commands, on Redis (seed ${SEED})`, async () => {
    const counts = fc
      .array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 })
      .filter((counts) => multinomial(counts) < 300)
    await fc.assert(
      fc.asyncProperty(counts, async (transactions) => {
        const found = await explore({ wire, strategy: reads, scenario: { ...PLAIN_SCENARIO, transactions } })
        expect(found).toMatchObject({ complete: true, schedules: multinomial(transactions) })
      }),
      { seed: SEED, numRuns: 8 },
    )
    await nothingLeft()
  })

  it(`is what the search finds, and the weights of the runs add up to 1 (seed ${SEED})`, () => {
    const counts = fc
      .array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 })
      .filter((counts) => multinomial(counts) < 20_000)
    fc.assert(
      fc.property(counts, (counts) => {
        const stack: Prefix[] = [EMPTY_PREFIX]
        const seen = new Set<string>()
        let share = 0
        for (let prefix = stack.pop(); prefix; prefix = stack.pop()) {
          const scheduler = followPrefix(prefix)
          seen.add(walk(counts, (options) => scheduler.pick(options, '')))
          share += scheduler.weight
          stack.push(...scheduler.alternatives)
        }
        expect(seen.size).toBe(multinomial(counts))
        expect(share).toBeCloseTo(1, 9)
      }),
      { seed: SEED, numRuns: 40 },
    )
  })

  it(`is estimated from random runs to 3 percent (seed ${SEED})`, () => {
    const counts = [3, 3, 3]
    const estimates = Array.from({ length: 20_000 }, (_, nth) => {
      const scheduler = randomScheduler(SEED, nth)
      walk(counts, (options) => scheduler.pick(options, ''))
      return scheduler.estimate
    })
    const mean = estimates.reduce((sum, one) => sum + one, 0) / estimates.length
    expect(mean / multinomial(counts)).toBeGreaterThan(0.97)
    expect(mean / multinomial(counts)).toBeLessThan(1.03)
  })
})

/** The schedule that `pick` chooses for processes with these numbers of commands. */
function walk(counts: readonly number[], pick: (options: string[]) => string): string {
  const left = [...counts]
  let schedule = ''
  for (;;) {
    const options = left.flatMap((n, i) => (n > 0 ? [String(i + 1)] : []))
    if (options.length === 0) return schedule
    const who = pick(options)
    schedule += who
    left[Number(who) - 1] = (left[Number(who) - 1] ?? 0) - 1
  }
}

describe('a large number of interleavings', () => {
  const four = { ...PLAIN_SCENARIO, transactions: [50, -50, 10, 5] }
  const bounded = { wire, limit: 60, samples: 90 }

  it('is sampled, the same with the same seed, differently with another, and not called complete', async () => {
    const sample = (seed: number) =>
      explore({ ...bounded, wire, strategy: entryOf('naive'), scenario: four, seed })
    const one = await sample(7)
    expect(one.complete).toBe(false)
    expect(one.sampled?.seed).toBe(7)
    expect(one.schedules).toBeGreaterThan(120)
    expect(one.schedules).toBeLessThanOrEqual(150)
    // 8! / 2!⁴
    expect(one.sampled?.estimate).toBeGreaterThan(1500)
    expect(one.sampled?.estimate).toBeLessThan(4000)
    expect(await sample(7)).toEqual(one)
    expect(await sample(8)).not.toEqual(one)
    await nothingLeft()
  })

  it('is estimated near 5·10¹⁰ for four transactions with WATCH', async () => {
    const { complete, sampled } = await explore({
      ...{ ...bounded, wire, strategy: entryOf('watch'), scenario: four, seed: 1 },
    })
    expect(complete).toBe(false)
    expect(Math.log10(sampled?.estimate ?? 0)).toBeGreaterThan(9.5)
    expect(Math.log10(sampled?.estimate ?? 0)).toBeLessThan(12)
  })

  // Of three transactions with one attempt. `npm test` runs the orders of INCRBY, and `npm run prove` those of WATCH.
  it.each([{ id: 'incrby', schedules: 6 }, ...(isProving ? [{ id: 'watch', schedules: 1680 }] : [])])(
    'is searched completely when it is within the limit: $schedules of $id',
    async ({ id, schedules }) => {
      const scenario = { ...PLAIN_SCENARIO, transactions: [50, -50, 10], attempts: 1 }
      const found = await explore({ wire, strategy: entryOf(id), scenario, limit: schedules })
      expect(found).toMatchObject({
        complete: true,
        schedules,
        losing: 0,
        anomalies: { overdraft: { count: 0 } },
      })
      expect(found.sampled).toBeUndefined()
    },
    60_000,
  )
})

describe('progress', () => {
  it('rises to 1, and every ending is reported once', async () => {
    const told: number[] = []
    let endings = 0
    const found = await explore({
      ...{ wire, strategy: entryOf('naive'), scenario: { ...PLAIN_SCENARIO, transactions: [1, 2, 3, 4] } },
      limit: 400,
      samples: 100,
      onProgress(done, more) {
        told.push(done)
        endings += more.length
      },
    })
    expect(told).toEqual(told.toSorted((a, b) => a - b))
    expect(told.at(-1)).toBe(1)
    expect(endings).toBe(found.schedules)
  })

  it('stops when the search is aborted, with a partial result and no keys left in Redis', async () => {
    const stop = new AbortController()
    const found = await explore({
      ...{ wire, strategy: entryOf('watch'), scenario: { ...PLAIN_SCENARIO, transactions: [1, 2, 3] } },
      signal: stop.signal,
      onProgress: () => stop.abort(),
    })
    expect(found.complete).toBe(false)
    expect(found.schedules).toBeGreaterThan(0)
    expect(found.schedules).toBeLessThan(52_980)
    await nothingLeft()
    stop.abort()
    const none = await explore({
      wire,
      strategy: entryOf('naive'),
      scenario: PLAIN_SCENARIO,
      signal: stop.signal,
    })
    expect(none).toMatchObject({ complete: false, schedules: 0 })
    await nothingLeft()
  })
})

describe('a strategy is reported as impossible to explore', () => {
  const problemOf = async (strategy: typeof throws) => {
    const found = await explore({ wire, strategy, scenario: PLAIN_SCENARIO })
    expect(found.complete).toBe(false)
    await nothingLeft()
    return found.problem
  }
  it('when it behaves differently each time', async () => {
    expect(await problemOf(fickle)).toMatch(/not the same each time/)
  })
  it('when it changes a key for ever', async () => {
    expect(await problemOf(counts)).toMatch(/still went on after 1000 steps/)
  })
  it('when it throws', async () => {
    expect(await problemOf(throws)).toBe('P1 failed: out of paper')
  })
})

it('a strategy can wait in memory, which is separate for each process and interleaving', async () => {
  const alone = await explore({ wire, strategy: ownQueue, scenario: PLAIN_SCENARIO })
  expect(alone).toMatchObject({ complete: true, losing: 0 })
  // Either transaction may be first; the other one queues before its end, or begins after it.
  expect(alone.schedules).toBe(4)
  const two = await explore({ wire, strategy: ownQueue, scenario: { ...PLAIN_SCENARIO, nodes: 2 } })
  expect(two).toMatchObject({ complete: true, schedules: 6, losing: 4 })
})

it('the explorer waits until the idle() of a strategy resolves', async () => {
  expect(await explore({ wire, strategy: elsewhere(), scenario: PLAIN_SCENARIO })).toMatchObject({
    ...{ complete: true, schedules: 6, losing: 4 },
  })
})

it('the explorer rejects with NoAnswer when Redis goes away', async () => {
  const lost = await openTestEngine(distinctEngines[0] ?? 'embedded')
  const other = await connect('redis', lost.endpoint)
  const exploring = explore({
    ...{ wire: other, strategy: entryOf('watch'), scenario: { ...PLAIN_SCENARIO, transactions: [1, 2, 3] } },
    onProgress: () => void lost.close(),
  })
  await expect(exploring).rejects.toThrow(NoAnswer)
  await other.close()
})
