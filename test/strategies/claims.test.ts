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
import { ClientKind } from '../../shared/protocol.ts'
import { distinctEngines, isProving, openTestEngine, provenSettings } from '../support/engines.ts'
import { newerServers, openNewer } from '../support/newer-servers.ts'
import { servedBy } from '../support/served.ts'

const catalogue = [...(await loadCatalogue()).values()]
const EXPIRES = { expires: true }

/** `npm test` proves each claim on one engine; `npm run prove` on each engine, with each client. */
const pairs = isProving
  ? distinctEngines.flatMap((engine) => ClientKind.options.map((client) => ({ engine, client })))
  : provenSettings
const engines = [
  ...pairs.map(({ engine, client }) => ({
    ...{ name: `the ${engine} engine`, client, entries: catalogue },
    open: () => openTestEngine(engine),
  })),
  // Strategies that only some servers can run are proven on those servers.
  ...newerServers.map((server) => ({
    ...{ name: server.name, client: 'ioredis' as const },
    entries: catalogue.filter(({ strategy }) => strategy.needs !== undefined),
    open: () => openNewer(server),
  })),
]
const settings = await Promise.all(
  engines.map(async (engine) => ({ ...engine, ...(await servedBy(engine.open, engine.entries)) })),
)

const proving = settings.filter(({ able }) => able.length > 0)

describe.each(proving)('on $name with $client', ({ open, client, able }) => {
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
    cellsOf(entry.strategy.claims).map((cell) => ({ ...cell, id: entry.id, entry })),
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
      let shown = false
      // Three transactions have thousands of orders: `npm test` runs them only where two do not show a `possible`.
      const isShort = !isProving && claimed === 'never'
      const scenarios = scenariosOf({ anomaly, place }, EXPIRES)
      for (const scenario of scenarios.filter(({ transactions }) => !isShort || transactions.length < 3)) {
        const found = await explored(entry, scenario)
        expect(found.problem).toBeUndefined()
        expect(found.complete).toBe(true)
        shown ||= found.anomalies[anomaly].count > 0
        if (shown && !isProving) break
      }
      expect(shown ? 'possible' : 'never').toBe(claimed)
    },
    // Thousands of orders, perhaps while other tests run.
    60_000,
  )
})
