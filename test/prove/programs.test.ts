import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect } from '../../server/account/connect.ts'
import type { Wire } from '../../server/account/wire.ts'
import type { Engine } from '../../server/engine/engine.ts'
import { distinctEngines, openTestEngine } from '../support/engines.ts'
import { program } from './arbitrary.ts'
import { nothingSeen, prove } from './prove.ts'

let engine: Engine
let wire: Wire
beforeAll(async () => {
  engine = await openTestEngine(distinctEngines[0] ?? 'embedded')
  wire = await connect('ioredis', engine.endpoint)
})
afterAll(async () => {
  expect(await wire.command(['KEYS', 'bankrun:*'])).toEqual([])
  await wire.close()
  await engine.close()
})

const SEED = Number(process.env.PROVE_SEED ?? 1)
const RUNS = Number(process.env.PROVE_RUNS ?? 100)

describe('strategies that are made up', () => {
  it(`are safe in an order exactly when it is a serial one, ${RUNS} of them (seed ${SEED})`, {
    timeout: 900_000,
  }, async () => {
    const seen = nothingSeen()
    const before = Date.now()
    const check = await fc.check(
      fc.asyncProperty(program, (one) => prove(wire, one, SEED, seen)),
      { seed: SEED, numRuns: RUNS },
    )
    console.log(Date.now() - before, seen)
    if (check.failed) throw check.errorInstance
  })
})
