import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadCatalogue } from '../../server/catalogue/catalogue.ts'
import type { Engine } from '../../server/engine/engine.ts'
import { type ExploreOptions, explore } from '../../server/explorer/explore.ts'
import { connect } from '../../server/redis/connect.ts'
import type { Wire } from '../../server/redis/wire.ts'
import { PLAIN_SCENARIO } from '../../shared/proof/plain-scenario.ts'
import type { Scenario } from '../../shared/proof/scenario.ts'
import { explorerSettings, openTestEngine, provenSettings } from '../support/engines.ts'

const catalogue = await loadCatalogue()

describe.each(explorerSettings)(
  'the explorer on the $engine engine with $client',
  ({ engine: kind, client }) => {
    let engine: Engine
    let wire: Wire
    beforeAll(async () => {
      engine = await openTestEngine(kind)
      wire = await connect(client, engine.endpoint)
    })
    afterAll(async () => {
      expect(await wire.command(['KEYS', 'bankrun:*'])).toEqual([])
      await wire.close()
      await engine.close()
    })
    const explored = (id: string, scenario: Partial<Scenario> = {}, more: Partial<ExploreOptions> = {}) => {
      const entry = catalogue.get(id)
      if (!entry) throw new Error(`there is no ${id}`)
      return explore({ wire, strategy: entry, scenario: { ...PLAIN_SCENARIO, ...scenario }, ...more })
    }

    it('finds 6 interleavings of two naive transactions, 4 of which lose an update', async () => {
      const found = await explored('naive')
      expect(found).toMatchObject({ complete: true, schedules: 6, losing: 4, safe: 2 })
      expect(found.balances).toEqual([
        [-50, 2],
        [0, 2],
        [150, 2],
      ])
      const { 'lost-update': lost, ...others } = found.anomalies
      expect(lost).toEqual({ count: 4, shortest: '1212' })
      for (const { count } of Object.values(others)) expect(count).toBe(0)
    })

    it('finds 90 interleavings of three: 22 end at the right balance, and only 6 lose nothing', async () => {
      const found = await explored('naive', { transactions: [50, -50, 10] })
      expect(found).toMatchObject({ complete: true, schedules: 90, losing: 84, safe: 6 })
      expect(found.balances.find(([balance]) => balance === 110)).toEqual([110, 22])
    })

    it('finds 20 interleavings of two with WATCH, all of them safe, and 20 with one attempt', async () => {
      expect(await explored('watch')).toMatchObject({
        ...{ complete: true, schedules: 20, losing: 0, safe: 20 },
        balances: [[0, 20]],
      })
      expect(await explored('watch', { attempts: 1 })).toMatchObject({
        // A transaction that gave up did nothing: it is named, and the order is safe.
        ...{ complete: true, schedules: 20, losing: 0, safe: 20 },
        anomalies: { starvation: { count: 18, shortest: '112122' } },
      })
    })

    it('finds that a mutex is safe on one node and loses updates on two', async () => {
      expect(await explored('local-mutex')).toMatchObject({ complete: true, schedules: 6, safe: 6 })
      expect(await explored('local-mutex', { nodes: 2 })).toMatchObject({ schedules: 20, losing: 12 })
    })

    it('finds that a lock is safe while it does not expire', async () => {
      expect(await explored('lock', { nodes: 2 })).toMatchObject({ complete: true, schedules: 8, safe: 8 })
    })

    const isProven = provenSettings.some((one) => one.engine === kind && one.client === client)
    const onlyProven = isProven ? it : () => {}
    onlyProven(
      'finds that a lock loses updates when it expires while its holder thinks',
      async () => {
        expect(await explored('lock', { nodes: 2, lockExpiries: 1 })).toMatchObject({
          ...{ complete: true, schedules: 302, losing: 108 },
          anomalies: { 'lost-update': { shortest: '11x221122' } },
        })
        expect(await explored('fenced-lock', { nodes: 2, lockExpiries: 1 })).toMatchObject({
          ...{ complete: true, schedules: 462, losing: 0 },
        })
      },
      60_000,
    )

    it('finds that after a lost reply a blind retry books twice, and a retry with the id once', async () => {
      const scenario = { transactions: [50, -20], lostReplies: 1 }
      expect(await explored('retry-blind', scenario)).toMatchObject({
        ...{ complete: true, schedules: 8, losing: 0 },
        anomalies: { 'double-apply': { count: 6, shortest: '1!12' } },
      })
      expect(await explored('idempotent', scenario)).toMatchObject({ complete: true, schedules: 8, safe: 8 })
    })

    it('finds withdrawals below zero only where overdrafts are refused', async () => {
      const transactions = [-60, -60]
      expect(await explored('idempotent', { transactions, overdraft: 'refused' })).toMatchObject({
        ...{ complete: true, schedules: 6 },
        anomalies: { overdraft: { count: 4, shortest: '1212' }, 'lost-update': { count: 0 } },
      })
      expect(await explored('idempotent', { transactions })).toMatchObject({ schedules: 2, safe: 2 })
      // The expected balance is below zero, and the anomaly is the lost update.
      expect(await explored('naive', { transactions, overdraft: 'refused' })).toMatchObject({
        ...{ losing: 4, balances: [[40, 6]] },
        anomalies: { overdraft: { count: 0 } },
      })
    })
  },
)
