import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Engine } from '../../server/engine/engine.ts'
import { explore } from '../../server/explorer/explore.ts'
import { connect } from '../../server/redis/connect.ts'
import type { Wire } from '../../server/redis/wire.ts'
import { PLAIN_SCENARIO } from '../../shared/proof/plain-scenario.ts'
import { renewed } from '../explorer/little-strategies.ts'
import { openTestEngine } from '../support/engines.ts'
import { openTestOwnStrategies, type TestOwnStrategies } from '../support/own-strategies.ts'

/* A timer runs beside the commands that wait for the schedule. A thread must not change its orders. */

let engine: Engine
let wire: Wire
let ownStrategies: TestOwnStrategies
beforeAll(async () => {
  engine = await openTestEngine('embedded')
  wire = await connect('ioredis', engine.endpoint)
  const update = String(renewed.strategy.update)
  ownStrategies = await openTestOwnStrategies({
    'mine.ts': `export default { title: 'a renewed lock', update: ${update} }`,
  })
})
afterAll(async () => {
  await ownStrategies.close()
  await wire.close()
  await engine.close()
})

it('a strategy that renews its lock has the same orders in a thread as in this process', async () => {
  const { strategy } = await ownStrategies.until('mine')
  const theirs = await explore({ wire, scenario: PLAIN_SCENARIO, strategy: { id: 'mine', strategy } })
  expect(theirs.problem).toBeUndefined()
  expect(theirs.complete).toBe(true)
  const ours = await explore({
    wire,
    scenario: PLAIN_SCENARIO,
    strategy: { id: 'mine', strategy: renewed.strategy },
  })
  expect(theirs).toEqual(ours)
})
