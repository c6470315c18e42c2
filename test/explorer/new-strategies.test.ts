import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CatalogueEntry, loadCatalogue } from '../../server/catalogue/catalogue.ts'
import type { Engine } from '../../server/engine/engine.ts'
import { explore } from '../../server/explorer/explore.ts'
import { runSchedule } from '../../server/explorer/run-schedule.ts'
import { connect } from '../../server/redis/connect.ts'
import type { Wire } from '../../server/redis/wire.ts'
import { PLAIN_SCENARIO } from '../../shared/proof/plain-scenario.ts'
import type { Scenario } from '../../shared/proof/scenario.ts'
import { openTestEngine, provenSettings } from '../support/engines.ts'
import { newerServers, openNewer } from '../support/newer-servers.ts'

const catalogue = await loadCatalogue()

describe.each(provenSettings)(
  'the explorer on the $engine engine with $client',
  ({ engine: kind, client }) => {
    let engine: Engine
    let wire: Wire
    beforeAll(async () => {
      engine = await openTestEngine(kind)
      wire = await connect(client, engine.endpoint)
    })
    afterAll(async () => {
      await wire.close()
      await engine.close()
    })
    const asked = (id: string, scenario: Partial<Scenario>) => ({
      wire,
      strategy: catalogue.get(id) as CatalogueEntry,
      scenario: { ...PLAIN_SCENARIO, ...scenario },
    })
    const explored = (id: string, scenario: Partial<Scenario> = {}) => explore(asked(id, scenario))
    const played = (id: string, scenario: Partial<Scenario>, schedule: string) =>
      runSchedule(asked(id, scenario), schedule)

    it('finds the same in lua-blind as in naive, order for order: 6 orders, 4 of which lose an update', async () => {
      const [blind, naive] = [await explored('lua-blind'), await explored('naive')]
      expect(blind).toMatchObject({ complete: true, schedules: 6, losing: 4, safe: 2 })
      expect(blind.balances).toEqual(naive.balances)
      expect(blind.anomalies).toEqual(naive.anomalies)
      for (const schedule of ['1122', '1212', '1221', '2112', '2121', '2211']) {
        const [one, other] = [await played('lua-blind', {}, schedule), await played('naive', {}, schedule)]
        expect(one.lost).toEqual(other.lost)
        expect(one.balance).toBe(other.balance)
        expect(one.anomalies).toEqual(other.anomalies)
      }
    })

    const TWICE: Partial<Scenario> = { transactions: [-80, -80], overdraft: 'refused' }

    it('finds 14 orders of two withdrawals with compensate, 8 of which falsely refuse both', async () => {
      const found = await explored('compensate', TWICE)
      expect(found).toMatchObject({ complete: true, schedules: 14, losing: 0, safe: 4 })
      expect(found.anomalies['false-refusal'].count).toBe(8)
      // One booking stays although it wrote below zero: it reads only after the other is taken back.
      expect(found.anomalies.overdraft).toEqual({ count: 2, shortest: '12112' })
      expect(new Map(found.balances)).toEqual(
        new Map([
          [20, 6],
          [100, 8],
        ]),
      )
      for (const anomaly of ['double-apply', 'refused-in-balance', 'wrong-amount', 'wrong-result'] as const)
        expect(found.anomalies[anomaly].count).toBe(0)
    })

    it.each(['11222', '22111'])(
      'finds nothing wrong when the withdrawals run one after the other: %s',
      async (schedule) => {
        expect((await played('compensate', TWICE, schedule)).anomalies).toEqual([])
      },
    )

    it('finds that compensate checks the balance only where overdrafts are refused', async () => {
      expect(await explored('compensate', { transactions: [-80, -80] })).toMatchObject({
        ...{ complete: true, schedules: 2, safe: 2 },
        balances: [[-60, 2]],
      })
    })
  },
)

describe.each(newerServers)('the explorer on $name', (newer) => {
  let engine: Engine
  let wire: Wire
  beforeAll(async () => {
    engine = await openNewer(newer)
    wire = await connect('ioredis', engine.endpoint)
  })
  afterAll(async () => {
    expect(await wire.command(['KEYS', 'bankrun:*'])).toEqual([])
    await wire.close()
    await engine.close()
  })
  const explored = (id: string, scenario: Partial<Scenario> = {}) => {
    const entry = catalogue.get(id)
    if (!entry) throw new Error(`there is no ${id}`)
    return explore({ wire, strategy: entry, scenario: { ...PLAIN_SCENARIO, ...scenario } })
  }

  it('finds 6 interleavings of two naive transactions, 4 of which lose an update', async () => {
    expect(await explored('naive')).toMatchObject({ complete: true, schedules: 6, losing: 4, safe: 2 })
  })

  it('finds 20 interleavings of two transactions with WATCH, all of them safe', async () => {
    expect(await explored('watch')).toMatchObject({ complete: true, schedules: 20, losing: 0, safe: 20 })
  })

  if (newer.hasIfEq)
    // The same commands as compare-and-set, but with the native SET IFEQ.
    it('finds the same in set-ifeq as in compare-and-set', async () => {
      for (const scenario of [
        {},
        { attempts: 1 },
        { nodes: 2 },
        { transactions: [50, -20], lostReplies: 1 },
      ]) {
        const { schedules, complete, losing, safe, balances, anomalies } = await explored(
          'compare-and-set',
          scenario,
        )
        expect({ complete, losing }).toEqual({ complete: true, losing: 0 })
        const same = { schedules, complete, losing, safe, balances, anomalies }
        expect(await explored('set-ifeq', scenario)).toMatchObject(same)
      }
    })
})
