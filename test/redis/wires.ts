import { Redis } from 'ioredis'
import { createClient } from 'redis'

/** The commands that the suite needs, implemented with the API of each client library. */
export interface Wire {
  /** Resolves to the reply as the client returns it. */
  send(...args: string[]): Promise<unknown>
  get(key: string): Promise<string | null>
  mGet(...keys: string[]): Promise<(string | null)[]>
  hGetAll(key: string): Promise<Record<string, string>>
  eval(script: string, keys: string[], args: string[]): Promise<unknown>
  evalSha(sha: string, keys: string[], args: string[]): Promise<unknown>
  watch(key: string): Promise<unknown>
  /** `SET key value` in a MULTI block; "conflict" when the watch refuses it. */
  setInMulti(key: string, value: string): Promise<'done' | 'conflict'>
  /** Resolves when subscribed; `onMessage` gets each published message. */
  subscribe(channel: string, onMessage: (message: string) => void): Promise<unknown>
  close(): void
}

export type OpenWire = (url: string) => Promise<Wire>

export const wires: Record<'ioredis' | 'redis', OpenWire> = {
  async ioredis(url) {
    const redis = new Redis(url, { lazyConnect: true, retryStrategy: null })
    redis.on('error', () => {})
    await redis.connect()
    return {
      send: (command = '', ...args) => redis.call(command, ...args),
      get: (key) => redis.get(key),
      mGet: (...keys) => redis.mget(...keys),
      hGetAll: (key) => redis.hgetall(key),
      eval: (script, keys, args) => redis.eval(script, keys.length, ...keys, ...args),
      evalSha: (sha, keys, args) => redis.evalsha(sha, keys.length, ...keys, ...args),
      watch: (key) => redis.watch(key),
      setInMulti: async (key, value) => ((await redis.multi().set(key, value).exec()) ? 'done' : 'conflict'),
      subscribe(channel, onMessage) {
        redis.on('message', (_channel, message) => onMessage(message))
        return redis.subscribe(channel)
      },
      close: () => redis.disconnect(),
    }
  },
  async redis(url) {
    const client = createClient({ url, socket: { reconnectStrategy: false } })
    client.on('error', () => {})
    await client.connect()
    return {
      send: (...args) => client.sendCommand(args),
      get: (key) => client.get(key),
      mGet: (...keys) => client.mGet(keys),
      hGetAll: async (key) => ({ ...(await client.hGetAll(key)) }),
      eval: (script, keys, args) => client.eval(script, { keys, arguments: args }),
      evalSha: (sha, keys, args) => client.evalSha(sha, { keys, arguments: args }),
      watch: (key) => client.watch(key),
      setInMulti: (key, value) =>
        client
          .multi()
          .set(key, value)
          .exec()
          .then(
            () => 'done' as const,
            (error: Error) => {
              if (error.name !== 'WatchError' && error.constructor.name !== 'WatchError') throw error
              return 'conflict' as const
            },
          ),
      subscribe: (channel, onMessage) => client.subscribe(channel, onMessage),
      close: () => client.destroy(),
    }
  },
}
