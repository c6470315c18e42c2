import type { ClientKind } from '../../shared/protocol.ts'
import { connectIoredis } from './ioredis-wire.ts'
import { connectRedis } from './redis-wire.ts'
import { NoAnswer, type Wire } from './wire.ts'

const connectors: Record<ClientKind, (url: string) => Promise<Wire>> = {
  ioredis: connectIoredis,
  redis: connectRedis,
}

export const connect = (client: ClientKind, url: string): Promise<Wire> => connectors[client](url)

/** The text of `INFO server`. Rejects when nothing answers at the URL. */
export async function probe(url: string): Promise<string> {
  const wire = await connectIoredis(url).catch((error: unknown) => {
    throw error instanceof NoAnswer && error.cause instanceof Error ? error.cause : error
  })
  try {
    return String(await wire.command(['INFO', 'server']))
  } finally {
    await wire.close()
  }
}
