import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect } from '../../server/account/connect.ts'
import type { Wire } from '../../server/account/wire.ts'
import { loadCatalogue } from '../../server/catalogue.ts'
import type { Engine } from '../../server/engine/engine.ts'
import { explore } from '../../server/explorer/explore.ts'
import { type Cell, cellsOf } from '../../shared/proof/claims.ts'
import { explorerSettings, openTestEngine } from '../support/engines.ts'

const catalogue = [...(await loadCatalogue()).values()]
/**
 * The first pair sees every claim; the others what is lost in a small space, and of the rest the known answers
 * (test/explorer). `npm run matrix -- --all` has them all.
 */
const everywhere = ({ anomaly, scenario }: Cell): boolean =>
  anomaly === 'lost-update' && scenario.transactions.length === 2 && scenario.lockExpiries === 0

describe.each(explorerSettings)('on the $engine engine with $client', ({ engine: kind, client }) => {
  let engine: Engine
  let wire: Wire
  beforeAll(async () => {
    engine = await openTestEngine(kind)
    wire = await connect(client, engine.url)
  })
  afterAll(async () => {
    await wire.close()
    await engine.close()
  })

  const first = kind === 'local' && client === 'ioredis'
  const cells = catalogue.flatMap((entry) =>
    cellsOf(entry.strategy.claims)
      .filter((cell) => first || everywhere(cell))
      .map((cell) => ({ ...cell, id: entry.id, entry })),
  )
  it.each(cells)(
    '$id: $anomaly is $claimed ($place), in every interleaving',
    async ({ anomaly, claimed, scenario, entry }) => {
      const found = await explore({ wire, strategy: entry, scenario })
      expect(found.problem).toBeUndefined()
      expect(found.complete).toBe(true)
      expect(found.anomalies[anomaly].count > 0 ? 'possible' : 'never').toBe(claimed)
    },
    // Thousands of orders, perhaps beside all that other tests do.
    60_000,
  )
})
