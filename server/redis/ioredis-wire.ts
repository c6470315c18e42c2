import { isIP } from 'node:net'
import { Redis, type RedisOptions } from 'ioredis'
import type { Library, RedisConnection, ServerAddress } from './redis-connection.ts'
import { CONNECT_DEADLINE_MS, NoAnswer, RefusedByRedis, type Reply, withDeadline } from './wire.ts'

/**
 * The library's defaults reconnect and re-send a command after a lost reply, which books a deposit twice. This
 * `retryStrategy` makes a connection end for good; the other options only confirm that.
 */
const PLAIN = {
  lazyConnect: true,
  protocol: 2,
  retryStrategy: () => null,
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  autoResubscribe: false,
  maxRetriesPerRequest: 0,
  connectTimeout: CONNECT_DEADLINE_MS,
  // The user of the connection checks that, in the same way for both libraries.
  enableReadyCheck: false,
  disableClientInfo: true,
} as const satisfies RedisOptions

async function open({ host, port, database, access }: ServerAddress): Promise<Redis> {
  const { username, password, tls } = access
  const redis = new Redis({
    ...PLAIN,
    host,
    port,
    db: database,
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    ...(tls && { tls: { ...tls, ...(isIP(host) === 0 && { servername: host }) } }),
  })
  let reason: unknown
  redis.on('error', (error) => {
    reason ??= error
  })
  try {
    await withDeadline(redis.connect(), CONNECT_DEADLINE_MS)
    return redis
  } catch (error) {
    redis.disconnect()
    // `connect` rejects with "Connection is closed."; the cause is in the error event.
    throw translated(reason ?? error)
  }
}

const endOf = (redis: Redis): Promise<void> =>
  new Promise((resolve) => {
    if (redis.status === 'end') resolve()
    else redis.once('end', () => resolve())
  })

function translated(error: unknown): Error {
  if (error instanceof NoAnswer || error instanceof RefusedByRedis) return error
  if (!(error instanceof Error) || error.name !== 'ReplyError') return new NoAnswer(error)
  // EXECABORT says only that EXEC was refused; the error of the command itself is in `previousErrors`.
  const [first] = (error as { previousErrors?: Error[] }).previousErrors ?? []
  return new RefusedByRedis((first ?? error).message)
}

async function answered<T>(work: Promise<T>): Promise<T> {
  try {
    return await withDeadline(work)
  } catch (error) {
    throw translated(error)
  }
}

function connectionOn(redis: Redis): RedisConnection {
  return {
    get alive() {
      return redis.status === 'ready'
    },
    ended: endOf(redis),
    command: ([name, ...args]) => answered(redis.call(name, ...args) as Promise<Reply>),
    watch: async (keys) => {
      await answered(redis.watch(...keys))
    },
    multi: async (commands) => {
      const block = redis.multi()
      for (const [name, ...args] of commands) block.call(name, ...args)
      const replies: [error: Error | null, reply: unknown][] | null = await answered(block.exec())
      if (replies === null) return 'conflict'
      for (const [error] of replies) if (error) throw translated(error)
      return replies.map(([, reply]) => reply as Reply)
    },
    destroy: () => redis.disconnect(),
  }
}

export const ioredis: Library = {
  client: 'ioredis',
  connect: async (address) => connectionOn(await open(address)),
  async subscriber(address, { sharded, onMessage, onMoved }) {
    const redis = await open(address)
    redis.on(sharded ? 'smessage' : 'message', onMessage)
    redis.on('moved', onMoved)
    return {
      get alive() {
        return redis.status === 'ready'
      },
      ended: endOf(redis),
      subscribe: async (channel) => {
        await answered(sharded ? redis.ssubscribe(channel) : redis.subscribe(channel))
      },
      unsubscribe: async (channel) => {
        await answered(sharded ? redis.sunsubscribe(channel) : redis.unsubscribe(channel))
      },
      ping: async () => {
        await answered(redis.ping())
      },
      destroy: () => redis.disconnect(),
    }
  },
}
