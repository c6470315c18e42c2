import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { loadCatalogue } from '../../server/catalogue/catalogue.ts'
import type { Engine } from '../../server/engine/engine.ts'
import { type ExploreOptions, explore } from '../../server/explorer/explore.ts'
import { runSchedule } from '../../server/explorer/run-schedule.ts'
import { connect } from '../../server/redis/connect.ts'
import type { Wire } from '../../server/redis/wire.ts'
import type { Anomaly } from '../../shared/proof/anomaly.ts'
import type { Ending } from '../../shared/proof/exploration.ts'
import { PLAIN_SCENARIO } from '../../shared/proof/plain-scenario.ts'
import type { Scenario } from '../../shared/proof/scenario.ts'
import { openTestEngine, provenEngines } from '../support/engines.ts'
import { twoLocks } from './little-strategies.ts'
import * as rows from './row-strategies.ts'

const catalogue = await loadCatalogue()
const RULE: Partial<Scenario> = { overdraft: 'refused', transactions: [-80, -80] }

/** Typical strategies of participants, and their anomalies. */
describe.each(provenEngines)('a participant’s strategy, on the %s engine:', (kind) => {
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

  type Explored = ExploreOptions['strategy']
  async function explored(strategy: Explored, change: Partial<Scenario> = {}) {
    const endings: Ending[] = []
    const found = await explore({
      ...{ wire, strategy, scenario: { ...PLAIN_SCENARIO, ...change } },
      onProgress: (_, more) => void endings.push(...more),
      onRestart: () => void endings.splice(0),
    })
    return { found, endings: endings.sort((a, b) => (a.schedule < b.schedule ? -1 : 1)) }
  }
  const played = (strategy: Explored, schedule: string, change: Partial<Scenario> = {}) =>
    runSchedule({ wire, strategy, scenario: { ...PLAIN_SCENARIO, ...change } }, schedule)
  /** Asserts that every order has exactly these anomalies. */
  async function alwaysHas(strategy: Explored, anomalies: Anomaly[], change: Partial<Scenario> = {}) {
    const { found, endings } = await explored(strategy, change)
    expect(found.problem).toBeUndefined()
    expect(found.complete).toBe(true)
    expect(new Set(endings.map((ending) => ending.anomalies.join()))).toEqual(new Set([anomalies.join()]))
    return found
  }

  it.each([rows.luaSet, rows.luaDecoy])(
    '$id loses the same updates as naive, order for order',
    async (strategy) => {
      const naive = catalogue.get('naive')
      if (!naive) throw new Error('there is no naive')
      const { endings, found } = await explored(strategy)
      expect(endings).toEqual((await explored(naive)).endings)
      expect(found).toMatchObject({ schedules: 6, losing: 4, safe: 2 })
    },
  )

  it('twice the amount is a wrong amount in every order', async () => {
    expect(await alwaysHas(rows.twice, ['wrong-amount'])).toMatchObject({ safe: 0, balances: [[-100, 2]] })
  })

  it('an increment by 0 is a wrong amount in every order', async () => {
    expect(await alwaysHas(rows.zero, ['wrong-amount'])).toMatchObject({ safe: 0, balances: [[100, 2]] })
  })

  it('a balance that was computed from no read loses all writes before it', async () => {
    await alwaysHas(rows.outOfThinAir, ['lost-update', 'wrong-amount'])
    expect((await played(rows.outOfThinAir, '12')).lost).toEqual([1])
    expect((await played(rows.outOfThinAir, '21')).lost).toEqual([2])
  })

  it('the unread opening balance plus the amount loses all writes before it, with the right amount', async () => {
    await alwaysHas(rows.openingForGranted, ['lost-update'])
    expect((await played(rows.openingForGranted, '12')).sentence).toBe("P1's +50 is lost, overwritten by P2.")
  })

  it('an increment beyond the limits is refused falsely when the balance covers the amount', async () => {
    await alwaysHas(rows.farTooMuch, ['false-refusal'])
  })

  it('a script that deletes the balance is a problem of the search, not a refusal', async () => {
    expect((await explored(rows.deletes)).found.problem).toMatch(/the write left no balance/)
  })

  it('a write that the strategy does not await is booked all the same', async () => {
    expect(await alwaysHas(rows.unawaited, ['double-apply'])).toMatchObject({ balances: [[-100, 6]] })
    expect(await alwaysHas(rows.unawaitedRefusal, ['refused-in-balance'])).toMatchObject({ safe: 0 })
  })

  it('a script that returns an error breaks the search off, with a problem that names the error', async () => {
    const { found } = await explored(rows.errorReply)
    expect(found.problem).toMatch(
      /returned an error.*NO not today.*returns nothing, 'conflict' or 'rejected'/,
    )
    expect(found.complete).toBe(false)
  })

  it.each([rows.ownKeyOnly, rows.forgotten])('$id is wrote-nothing in every order', async (strategy) => {
    expect(await alwaysHas(strategy, ['wrote-nothing'])).toMatchObject({ losing: 0, balances: [[100, 2]] })
    expect((await played(strategy, '12')).outcomes).toMatchObject([
      { outcome: 'failed', why: 'wrote-nothing', effect: 0 },
      { outcome: 'failed', why: 'wrote-nothing', effect: 0 },
    ])
  })

  it('a strategy that refuses everything refuses falsely in every order, with the rule and without', async () => {
    await alwaysHas(rows.refusesAll, ['false-refusal'], { overdraft: 'refused' })
    await alwaysHas(rows.refusesAll, ['false-refusal'])
    await alwaysHas(rows.refusesAll, ['false-refusal'], { overdraft: 'refused', transactions: [-20, -60] })
  })

  it('a refusal by a cached read is false when the deposit was booked before the withdrawal began', async () => {
    const change: Partial<Scenario> = { overdraft: 'refused', transactions: [50, -150] }
    const { found, endings } = await explored(rows.refusesByCache, change)
    expect(found.complete).toBe(true)
    const falsely = endings.filter(({ anomalies }) => anomalies.includes('false-refusal'))
    expect(falsely.map(({ schedule }) => schedule)).toEqual(['112'])
    expect(falsely[0]).toMatchObject({ anomalies: ['false-refusal'], balance: 150 })
  })

  it('a lock without a TTL has the same orders, all safe, whether locks may expire or not', async () => {
    const { found, endings } = await explored(rows.setnx, { lockExpiries: 1 })
    expect(endings).toEqual((await explored(rows.setnx)).endings)
    expect(found).toMatchObject({ complete: true, safe: endings.length, expires: false })
  })

  it('a time in milliseconds is shown whole, and a longer value with a sign that it is cut', async () => {
    const { steps } = await played(rows.remembers, '11112222')
    const texts = steps.map(({ text }) => text)
    expect(texts).toContain('GET at → 1796040000000')
    expect(texts).toContain('GET who → abcdefghijklmno…')
  })

  it('two locks in opposite order deadlock in some orders', async () => {
    const { found, endings } = await explored(twoLocks)
    expect(found.complete).toBe(true)
    expect(endings.some(({ anomalies }) => anomalies.includes('hangs'))).toBe(true)
    expect(endings.some(({ anomalies }) => anomalies.length === 0)).toBe(true)
  })

  it('an increment that is taken back is net zero, and 8 of 14 orders refuse falsely', async () => {
    const { found, endings } = await explored(rows.saysItTakesBack, RULE)
    expect(found).toMatchObject({ complete: true, schedules: 14 })
    const falsely = endings.filter(({ anomalies }) => anomalies.includes('false-refusal'))
    expect(falsely).toHaveLength(8)
    // In the other orders a withdrawal below zero was applied, or nothing is wrong.
    for (const { anomalies, balance } of endings) {
      expect([['false-refusal'], ['overdraft'], []]).toContainEqual(anomalies)
      expect(balance).toBe(anomalies.includes('false-refusal') ? 100 : 20)
    }
    for (const schedule of ['11222', '22111'])
      expect((await played(rows.saysItTakesBack, schedule, RULE)).anomalies).toEqual([])
  })

  it.each([rows.incrementsBack, rows.incrementsBackWithKey])(
    '$id, without takesBack, is refused yet in the balance in every order',
    async (strategy) => {
      const { found, endings } = await explored(strategy, RULE)
      expect(found).toMatchObject({ complete: true, safe: 0 })
      for (const { anomalies } of endings) expect(anomalies).toContain('refused-in-balance')
    },
  )

  it('a read of another transaction cannot be handed over', async () => {
    const { found } = await explored(rows.handsOverCache)
    expect(found.problem).toMatch(/which get\(\) has not answered to this transaction/)
  })
})
