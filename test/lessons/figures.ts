import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadCatalogue } from '../../server/catalogue/catalogue.ts'
import type { Engine } from '../../server/engine/engine.ts'
import { explore } from '../../server/explorer/explore.ts'
import { FIGURES, type Figure } from '../../server/lessons/figures.ts'
import { connect } from '../../server/redis/connect.ts'
import type { Wire } from '../../server/redis/wire.ts'
import { PLAIN_SCENARIO } from '../../shared/proof/plain-scenario.ts'
import { openTestEngine, provenEngines } from '../support/engines.ts'
import { PATCHED } from './patched-strategies.ts'

const catalogue = await loadCatalogue()
/** Above this the search takes seconds. */
const LARGE = 200
const figures = Object.entries<Figure>(FIGURES)

/** Runs every figure of the lessons in the explorer: those with few orders, or those with many. */
export const figuresAreProved = (which: 'small' | 'large'): void =>
  describe.each(provenEngines)('the explorer on the %s engine', (kind) => {
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

    it.each(figures.filter(([, { orders }]) => orders > LARGE === (which === 'large')))(
      'confirms the figure %s of the lessons',
      async (_, { strategy: id, scenario, orders, bad, anomaly, balances = [] }) => {
        const strategy = catalogue.get(id)?.strategy ?? PATCHED[id]
        if (!strategy) throw new Error(`there is no ${id}`)
        const found = await explore({
          ...{ wire, strategy: { id, strategy } },
          scenario: { ...PLAIN_SCENARIO, ...scenario },
        })
        expect(found).toMatchObject({
          ...{ complete: true, schedules: orders },
          anomalies: { [anomaly]: { count: bad } },
        })
        expect(found.balances).toEqual(expect.arrayContaining(balances.map((one) => [...one])))
      },
    )
  })
