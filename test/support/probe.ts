import { Redis } from 'ioredis'

/** `INFO server` at `url`, over a connection of its own; rejects at once when nobody is there. */
export async function probe(url: string): Promise<string> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: null, maxRetriesPerRequest: 0 })
  let reason: unknown
  redis.on('error', (error) => {
    reason = error
  })
  try {
    await redis.connect()
    return await redis.info('server')
  } catch (error) {
    // ioredis rejects with "Connection is closed." and tells the cause in an event.
    throw reason ?? error
  } finally {
    redis.disconnect()
  }
}
