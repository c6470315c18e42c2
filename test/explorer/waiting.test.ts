import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../../server/engine/engine.ts'
import { explore } from '../../server/explorer/explore.ts'
import { runSchedule } from '../../server/explorer/run-schedule.ts'
import { connect } from '../../server/redis/connect.ts'
import type { Wire } from '../../server/redis/wire.ts'
import { PLAIN_SCENARIO } from '../../shared/proof/plain-scenario.ts'
import type { Scenario } from '../../shared/proof/scenario.ts'
import { openTestEngine, provenEngines } from '../support/engines.ts'
import {
  hangs,
  keepsMutex,
  locksByScript,
  locksForGood,
  locksTheFence,
  ownLock,
  readsThrice,
  renewed,
  spins,
  spinsABit,
  spinsALot,
  ttlAfterwards,
  twoLocks,
} from './little-strategies.ts'

describe.each(provenEngines)('waiting, on the %s engine', (kind) => {
  let engine: Engine
  let wire: Wire
  beforeAll(async () => {
    engine = await openTestEngine(kind)
    wire = await connect('ioredis', engine.endpoint)
  })
  afterAll(async () => {
    await wire.close()
    await engine.close()
  })
  afterEach(async () => {
    expect(await wire.command(['KEYS', 'bankrun:*'])).toEqual([])
  })
  const explored = (strategy: typeof spins, change: Partial<Scenario> = {}) =>
    explore({ wire, strategy, scenario: { ...PLAIN_SCENARIO, ...change } })
  const played = (strategy: typeof spins, schedule = '', change: Partial<Scenario> = {}) =>
    runSchedule({ wire, strategy, scenario: { ...PLAIN_SCENARIO, ...change } }, schedule)

  it('a lock that is polled without the seam has a finite number of orders, all of them safe', async () => {
    const found = await explored(spins)
    expect(found).toMatchObject({ complete: true, polls: true, losing: 0, expires: true })
    expect(found.safe).toBe(found.schedules)
    expect(found.problem).toBeUndefined()
  })

  it('a polled lock that can expire loses updates in some orders', async () => {
    const found = await explored(spins, { lockExpiries: 1 })
    expect(found).toMatchObject({ complete: true, polls: true })
    expect(found.losing).toBeGreaterThan(0)
    const { shortest } = found.anomalies['lost-update']
    expect(await played(spins, shortest, { lockExpiries: 1 })).toMatchObject({ anomalies: ['lost-update'] })
  })

  it('a loop with a small bound is not a poll, and the search finds that it gives up', async () => {
    const found = await explored(spinsABit, { attempts: 3 })
    expect(found).toMatchObject({ complete: true })
    expect(found.polls).toBeUndefined()
    expect(found.anomalies.starvation.count).toBeGreaterThan(0)
  })

  it('a loop with its own bound gives up, instead of hanging, when the lock stays for ever', async () => {
    const found = await explored(spinsALot, { crashes: 1 })
    expect(found).toMatchObject({ complete: true, polls: true })
    expect(found.anomalies.hangs.count).toBe(0)
    expect(found.anomalies.starvation.count).toBeGreaterThan(0)
  })

  it('three reads in a row are not a poll: twice 4 commands have 70 orders', async () => {
    const found = await explored(readsThrice)
    expect(found).toMatchObject({ complete: true, schedules: 70 })
    expect(found.polls).toBeUndefined()
  })

  it('a transaction that waits for ever hangs, and this ending can be played step by step', async () => {
    const found = await explored(keepsMutex)
    expect(found).toMatchObject({
      complete: true,
      safe: 0,
      anomalies: { hangs: { count: 4, shortest: '112' } },
    })
    expect(await played(keepsMutex, '112')).toMatchObject({
      anomalies: ['hangs'],
      outcomes: [{ outcome: 'applied' }, { outcome: 'hung' }],
      sentence: expect.stringContaining('P2 hangs'),
    })
    expect((await explored(hangs)).anomalies.hangs.count).toBe(2)
  })

  it('two locks that are taken in opposite order deadlock in some orders', async () => {
    const found = await explored(twoLocks)
    expect(found).toMatchObject({ complete: true, losing: 0 })
    const { count, shortest } = found.anomalies.hangs
    expect(count).toBeGreaterThan(0)
    expect(count).toBeLessThan(found.schedules)
    expect(await played(twoLocks, shortest)).toMatchObject({
      anomalies: ['hangs'],
      outcomes: [{ outcome: 'hung' }, { outcome: 'hung' }],
    })
  })

  it('a lock without a TTL never expires, and stays for ever when its holder crashes', async () => {
    const without = await explored(locksForGood, { lockExpiries: 2 })
    expect(without).toMatchObject({
      complete: true,
      expires: false,
      losing: 0,
      anomalies: { hangs: { count: 0 } },
    })
    const crashed = await explored(locksForGood, { nodes: 2, crashes: 1 })
    expect(crashed).toMatchObject({ complete: true, losing: 0 })
    const { count, shortest = '' } = crashed.anomalies.hangs
    expect(count).toBeGreaterThan(0)
    expect(shortest).toMatch(/[AB]/)
    const one = await played(locksForGood, shortest, { nodes: 2, crashes: 1 })
    expect(one.steps.map(({ text }) => text)).toContain('node A crashes')
  })

  it('a TTL in a second command is never set when the node crashes before it', async () => {
    const found = await explored(ttlAfterwards, { nodes: 2, crashes: 1 })
    const { count, shortest } = found.anomalies.hangs
    expect(count).toBeGreaterThan(0)
    expect(shortest).toBe('122A')
    expect((await explored(ttlAfterwards, { nodes: 2 })).anomalies.hangs.count).toBe(0)
  })

  it('a transaction that crashes is applied when it has an entry, and failed when it has none', async () => {
    const after = await played(locksForGood, '111A2', { nodes: 2, crashes: 1 })
    expect(after.outcomes[0]).toMatchObject({ outcome: 'applied', untold: true, effect: 50 })
    const before = await played(locksForGood, '11A2', { nodes: 2, crashes: 1 })
    expect(before.outcomes[0]).toMatchObject({ outcome: 'failed', why: 'node-crashed', effect: 0 })
  })

  it('a lock in a key of the strategy can expire, too', async () => {
    expect(await explored(ownLock)).toMatchObject({ complete: true, losing: 0, expires: true })
    const found = await explored(ownLock, { lockExpiries: 1 })
    expect(found.losing).toBeGreaterThan(0)
    expect(found.anomalies['lost-update'].shortest).toContain('y')
  })

  it.each([locksByScript, locksTheFence])('$id, set by a script, can expire', async (strategy) => {
    expect(await explored(strategy)).toMatchObject({ complete: true, losing: 0, expires: true })
    expect((await explored(strategy, { lockExpiries: 1 })).losing).toBeGreaterThan(0)
  })

  it('a timer that renews a lock takes its steps where the schedule says', async () => {
    const found = await explored(renewed)
    expect(found).toMatchObject({ complete: true, losing: 0, anomalies: { hangs: { count: 0 } } })
    expect(found.verbs).toContain('EXPIRE')
    const one = await played(renewed, '11~1112222')
    expect(one.steps.map(({ text }) => text)).toContain('EXPIRE lock')
  })
})
