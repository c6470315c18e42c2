import { lackingIn } from '../../server/account/needs.ts'
import type { CatalogueEntry } from '../../server/catalogue/catalogue.ts'
import type { Engine } from '../../server/engine/engine.ts'
import { connect } from '../../server/redis/connect.ts'

/** Strategies by whether an engine has what they need. */
export interface Served {
  able: CatalogueEntry[]
  unable: CatalogueEntry[]
}

/** Starts the engine to ask it. Await it before the tests are defined, since it decides which tests there are. */
export async function servedBy(
  open: () => Promise<Engine>,
  entries: readonly CatalogueEntry[],
): Promise<Served> {
  const engine = await open()
  try {
    const wire = await connect('ioredis', engine.endpoint)
    const lacking = await lackingIn(wire)
    await wire.close()
    const lacks = ({ strategy: { needs } }: CatalogueEntry) => needs !== undefined && lacking.has(needs)
    return { able: entries.filter((entry) => !lacks(entry)), unable: entries.filter(lacks) }
  } finally {
    await engine.close()
  }
}
