import type { ClientKind } from '../../shared/protocol.ts'
import { type Endpoint, parseUrl } from '../engine/endpoint.ts'
import { openClusterWire } from './cluster/cluster-wire.ts'
import { ioredis } from './ioredis-wire.ts'
import type { Library } from './redis-connection.ts'
import { nodeRedis } from './redis-wire.ts'
import { createMasterSearch, describeMaster } from './sentinel.ts'
import { openSingleWire } from './single-wire.ts'
import { NoAnswer, type Wire } from './wire.ts'

const LIBRARIES: Record<ClientKind, Library> = { ioredis, redis: nodeRedis }

/** Opens a wire. `to` as a `redis://` or `rediss://` URL names one server. Rejects when Redis cannot be reached now. */
export function connect(client: ClientKind, to: Endpoint | string): Promise<Wire> {
  const library = LIBRARIES[client]
  const endpoint = typeof to === 'string' ? parseUrl(to) : to
  switch (endpoint.kind) {
    case 'single': {
      const address = { ...endpoint.at, access: endpoint.access, database: endpoint.database }
      return openSingleWire(library, { find: async () => address })
    }
    case 'cluster':
      return openClusterWire(library, endpoint)
    case 'sentinel':
      return openSingleWire(library, createMasterSearch(library, endpoint))
    default:
      return endpoint satisfies never
  }
}

/**
 * The text of `INFO server`; for a cluster also of `CLUSTER INFO`, with Sentinel also the master's address. Rejects
 * when Redis does not answer.
 */
export async function probe(to: Endpoint | string): Promise<string> {
  const endpoint = typeof to === 'string' ? parseUrl(to) : to
  const wire = await connect('ioredis', endpoint).catch((error: unknown) => {
    throw error instanceof NoAnswer && error.cause instanceof Error ? error.cause : error
  })
  try {
    const texts = [await wire.command(['INFO', 'server'])]
    if (endpoint.kind === 'cluster') texts.push(await wire.command(['CLUSTER', 'INFO']))
    if (endpoint.kind === 'sentinel') texts.push(await describeMaster(ioredis, endpoint))
    return texts.join('\n')
  } finally {
    await wire.close()
  }
}
