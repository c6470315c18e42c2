import { afterAll, beforeAll, expect, it } from 'vitest'
import { type CatalogueEntry, loadCatalogue } from '../../server/catalogue/catalogue.ts'
import type { Engine } from '../../server/engine/engine.ts'
import { runSchedule } from '../../server/explorer/run-schedule.ts'
import { connect } from '../../server/redis/connect.ts'
import type { Wire } from '../../server/redis/wire.ts'
import { PLAIN_SCENARIO } from '../../shared/proof/plain-scenario.ts'
import { distinctEngines, openTestEngine } from '../support/engines.ts'

const catalogue = await loadCatalogue()
const scenario = { ...PLAIN_SCENARIO, transactions: [50, -50, 10], lockExpiries: 1 }

let engine: Engine
let wire: Wire
beforeAll(async () => {
  engine = await openTestEngine(distinctEngines[0] ?? 'embedded')
  wire = await connect('ioredis', engine.url)
})
afterAll(async () => {
  await wire?.close()
  await engine?.close()
})
const play = (id: string, schedule: string) =>
  runSchedule({ wire, strategy: catalogue.get(id) as CatalogueEntry, scenario }, schedule)

// P1's lock expires while it thinks, P2 takes the lock, P1 writes and releases. Then P3 asks for the lock.
const SO_FAR = '11x211'

it('an unchecked release frees the lock of P2, so P3 takes it and erases the update of P2', async () => {
  const played = await play('lock-unowned', `${SO_FAR}3322233`)
  expect(played).toMatchObject({ anomalies: ['lost-update'], lost: [2], balance: 160, expected: 110 })
})

it('a checked release leaves the lock to P2, so P3 finds it taken and no update is lost', async () => {
  const played = await play('lock', `${SO_FAR}32223333`)
  expect(played).toMatchObject({ anomalies: [], balance: 110, expected: 110 })
  expect(played.steps.filter(({ process }) => process === 3)[0]?.text).toMatch(/taken/)
})
