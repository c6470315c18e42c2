import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Strategy } from '../../server/account/account.ts'
import type { Engine } from '../../server/engine/engine.ts'
import { explore } from '../../server/explorer/explore.ts'
import { connect } from '../../server/redis/connect.ts'
import type { Wire } from '../../server/redis/wire.ts'
import { distinctEngines, openTestEngine } from '../support/engines.ts'
import { programs } from './arbitrary.ts'
import { compile } from './compile.ts'
import { sourceOf } from './source.ts'

const SEED = 15
const RUNS = 20
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

it(`a made-up strategy and its printed source give the same exploration (${RUNS} of them, seed ${SEED})`, async () => {
  await fc.assert(
    fc.asyncProperty(programs(false), async (program) => {
      const { scenario } = program
      const explored = (strategy: Strategy) =>
        explore({
          wire,
          scenario,
          strategy: { id: 'made-up', strategy },
          limit: 100,
          samples: 20,
          seed: SEED,
        })
      const address = `data:text/javascript,${encodeURIComponent(sourceOf(program))}`
      const { default: printed } = (await import(/* @vite-ignore */ address)) as { default: Strategy }
      expect(await explored(printed)).toEqual(await explored(compile(program)))
    }),
    { seed: SEED, numRuns: RUNS },
  )
}, 60_000)
