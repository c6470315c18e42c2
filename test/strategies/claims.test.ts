import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CatalogueEntry, loadCatalogue } from '../../server/catalogue/catalogue.ts'
import type { Engine } from '../../server/engine/engine.ts'
import { explore } from '../../server/explorer/explore.ts'
import { connect } from '../../server/redis/connect.ts'
import type { Wire } from '../../server/redis/wire.ts'
import { cellsOf, scenariosOf } from '../../shared/proof/claims.ts'
import type { Exploration } from '../../shared/proof/exploration.ts'
import { exploreQuery } from '../../shared/proof/explore-query.ts'
import type { Scenario } from '../../shared/proof/scenario.ts'
import { explorerSettings, openTestEngine } from '../support/engines.ts'
import { newerServers, openNewer } from '../support/newer-servers.ts'
import { servedBy } from '../support/served.ts'

const catalogue = [...(await loadCatalogue()).values()]
/** The first engine and client run all scenarios of a cell; the others run the one that shows a lost update best. */
const EXPIRES = { expires: true }

const engines = [
  ...explorerSettings.map(({ engine, client }) => ({
    ...{ name: `the ${engine} engine`, client, entries: catalogue },
    open: () => openTestEngine(engine),
    first: engine === 'local' && client === 'ioredis',
  })),
  // Strategies that only some servers can run are proven on those servers.
  ...newerServers.map((server) => ({
    ...{ name: server.name, client: 'ioredis' as const },
    entries: catalogue.filter(({ strategy }) => strategy.needs !== undefined),
    open: () => openNewer(server),
    first: true,
  })),
]
const settings = await Promise.all(
  engines.map(async (engine) => ({ ...engine, ...(await servedBy(engine.open, engine.entries)) })),
)

const proving = settings.filter(({ able }) => able.length > 0)

describe.each(proving)('on $name with $client', ({ open, client, able, first }) => {
  let engine: Engine
  let wire: Wire
  beforeAll(async () => {
    engine = await open()
    wire = await connect(client, engine.url)
  })
  afterAll(async () => {
    await wire?.close()
    await engine?.close()
  })

  const cells = able.flatMap((entry) =>
    cellsOf(entry.strategy.claims)
      .filter(({ anomaly }) => first || anomaly === 'lost-update')
      .map((cell) => ({ ...cell, id: entry.id, entry })),
  )
  /** Explores a scenario once for all cells that it is evidence for. */
  const known = new Map<string, Promise<Exploration>>()
  const explored = (entry: CatalogueEntry, scenario: Scenario): Promise<Exploration> => {
    const key = exploreQuery(entry.id, scenario)
    const found = known.get(key) ?? explore({ wire, strategy: entry, scenario })
    known.set(key, found)
    return found
  }
  it.each(cells)(
    '$id: $anomaly is $claimed ($place), by all interleavings',
    async ({ anomaly, place, claimed, entry }) => {
      const all = scenariosOf({ anomaly, place }, EXPIRES)
      let shown = false
      for (const scenario of first ? all : all.slice(0, 1)) {
        const found = await explored(entry, scenario)
        expect(found.problem).toBeUndefined()
        expect(found.complete).toBe(true)
        shown ||= found.anomalies[anomaly].count > 0
      }
      if (first) expect(shown ? 'possible' : 'never').toBe(claimed)
      else if (claimed === 'never') expect(shown).toBe(false)
    },
    // Thousands of orders, perhaps while other tests run.
    60_000,
  )
})
