import { Redis, type RedisOptions } from 'ioredis'
import { LeasePool, type RawLease } from './lease-pool.ts'
import {
  CONNECT_DEADLINE_MS,
  type Command,
  NoAnswer,
  PING_EVERY_MS,
  RefusedByRedis,
  type Reply,
  reconnectDelay,
  SILENCE_MS,
  type Wire,
  withDeadline,
} from './wire.ts'

/** Its defaults re-send a command after a lost reply, which books a deposit twice. None of that here. */
const options = {
  lazyConnect: true,
  protocol: 2 as const,
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  connectTimeout: CONNECT_DEADLINE_MS,
  // Counts from a command that was sent to the next data, so a connection that only thinks is left alone.
  socketTimeout: SILENCE_MS,
  retryStrategy: reconnectDelay as (attempt: number) => number | null,
} satisfies RedisOptions

function translated(error: unknown): Error {
  if (error instanceof NoAnswer || error instanceof RefusedByRedis) return error
  if (error instanceof Error && error.name === 'ReplyError') return new RefusedByRedis(error.message)
  return new NoAnswer(error)
}

async function send(redis: Redis, [name, ...args]: Command): Promise<Reply> {
  try {
    return (await withDeadline(redis.call(name, ...args))) as Reply
  } catch (error) {
    throw translated(error)
  }
}

async function openLease(url: string): Promise<RawLease> {
  const redis = new Redis(url, { ...options, retryStrategy: () => null })
  redis.on('error', () => {})
  try {
    await withDeadline(redis.connect(), CONNECT_DEADLINE_MS)
  } catch (error) {
    redis.disconnect()
    throw translated(error)
  }
  return {
    get alive() {
      return redis.status === 'ready'
    },
    command: (command) => send(redis, command),
    watch: async (keys) => {
      try {
        await withDeadline(redis.watch(...keys))
      } catch (error) {
        throw translated(error)
      }
    },
    multi: async (commands) => {
      const block = redis.multi()
      for (const [name, ...args] of commands) block.call(name, ...args)
      let replies: [error: Error | null, reply: unknown][] | null
      try {
        replies = await withDeadline(block.exec())
      } catch (error) {
        throw translated(error)
      }
      if (replies === null) return 'conflict'
      for (const [error] of replies) if (error) throw translated(error)
      return replies.map(([, reply]) => reply as Reply)
    },
    destroy: () => redis.disconnect(),
  }
}

/** `url`: redis:// or rediss://. Rejects when Redis cannot be reached now; later losses are reconnected. */
export async function connectIoredis(url: string): Promise<Wire> {
  const redis = new Redis(url, options)
  const subscriber = new Redis(url, { ...options, enableOfflineQueue: true, maxRetriesPerRequest: null })
  const listeners = new Map<string, Set<(message: string) => void>>()
  let reason: unknown
  for (const connection of [redis, subscriber]) {
    connection.on('error', (error) => {
      reason = error
    })
  }
  subscriber.on('message', (channel: string, message: string) => {
    for (const listener of listeners.get(channel) ?? []) listener(message)
  })
  try {
    await withDeadline(Promise.all([redis.connect(), subscriber.connect()]), CONNECT_DEADLINE_MS)
  } catch (error) {
    redis.disconnect()
    subscriber.disconnect()
    // It rejects with "Connection is closed." and tells the cause in an event.
    throw translated(reason ?? error)
  }
  const pool = new LeasePool(() => openLease(url))
  // It asks nothing by itself, so it would never find out that nobody is there any more.
  const pinging = setInterval(() => {
    if (subscriber.status === 'ready') void subscriber.ping().catch(() => {})
  }, PING_EVERY_MS)
  pinging.unref()
  return {
    client: 'ioredis',
    get up() {
      return redis.status === 'ready'
    },
    command: (command) => send(redis, command),
    lease: () => pool.lease(),
    async listen(channel, onMessage) {
      const known = listeners.get(channel)
      const all = known ?? new Set()
      all.add(onMessage)
      listeners.set(channel, all)
      const unlisten = async (): Promise<void> => {
        all.delete(onMessage)
        if (all.size > 0 || listeners.get(channel) !== all) return
        listeners.delete(channel)
        await withDeadline(subscriber.unsubscribe(channel)).catch(() => {})
      }
      try {
        if (!known) await withDeadline(subscriber.subscribe(channel))
      } catch (error) {
        // Whoever listens next must not take it for subscribed.
        void unlisten()
        throw translated(error)
      }
      return unlisten
    },
    async close() {
      clearInterval(pinging)
      pool.close()
      redis.disconnect()
      subscriber.disconnect()
    },
  }
}
