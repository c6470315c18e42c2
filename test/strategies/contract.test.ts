import { describe } from 'vitest'
import { loadCatalogue } from '../../server/catalogue/catalogue.ts'
import { ClientKind } from '../../shared/protocol.ts'
import { distinctEngines, isProving, openTestEngine } from '../support/engines.ts'
import { newerServers, openNewer } from '../support/newer-servers.ts'
import { servedBy } from '../support/served.ts'
import { contract } from './contract.ts'
import { refusals } from './refusals.ts'

const catalogue = [...(await loadCatalogue()).values()]
/** For other engines: one strategy for each way to write. */
const MAIN = ['naive', 'watch', 'lock', 'fenced-lock', 'lua', 'lua-blind', 'incrby', 'compensate', 'set-ifeq']
/** For other engines, in `npm test`. */
const SAMPLE = ['naive', 'watch', 'lua', 'set-ifeq']
const only = (ids: readonly string[]) => catalogue.filter(({ id }) => ids.includes(id))

const engines = [
  ...distinctEngines.map((kind, nth) => ({
    name: `the ${kind} engine`,
    open: () => openTestEngine(kind),
    entries: isProving || nth === 0 ? catalogue : only(SAMPLE),
    clients: isProving || nth === 0 ? ClientKind.options : (['ioredis'] as const),
  })),
  ...newerServers.map((server) => ({
    name: server.name,
    open: () => openNewer(server),
    entries: only(isProving ? MAIN : SAMPLE),
    // A server with SET … IFEQ runs all with both clients.
    clients: server.hasIfEq ? ClientKind.options : (['ioredis'] as const),
  })),
]
const settings = await Promise.all(
  engines.map(async (engine) => ({ ...engine, ...(await servedBy(engine.open, engine.entries)) })),
)

for (const { name, open, able, unable, clients } of settings)
  for (const client of clients)
    describe(`on ${name} with ${client}`, () => {
      contract(open, client, able)
      refusals(open, client, unable)
    })
