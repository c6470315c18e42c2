import { isIP } from 'node:net'
import { createClient, ErrorReply, MultiErrorReply, WatchError } from 'redis'
import type { Library, RedisConnection, ServerAddress } from './redis-connection.ts'
import { CONNECT_DEADLINE_MS, NoAnswer, RefusedByRedis, type Reply, withDeadline } from './wire.ts'

/**
 * The client that all connections duplicate; it is never connected itself. The library makes a class for every set of
 * options that differs from the last one, which blocks for 60 ms; a duplicate shares the class of its original.
 */
const createOriginal = () =>
  createClient({
    RESP: 2,
    disableOfflineQueue: true,
    disableClientInfo: true,
    socket: { reconnectStrategy: false },
  })
type Client = ReturnType<typeof createOriginal>
let original: Client | undefined

function createPlain({ host, port, database, access }: ServerAddress): Client {
  const { username, password, tls } = access
  const socket = { host, port, connectTimeout: CONNECT_DEADLINE_MS, reconnectStrategy: false as const }
  original ??= createOriginal()
  return original.duplicate({
    database,
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    socket: tls ? { ...socket, ...tls, tls: true, ...(isIP(host) === 0 && { servername: host }) } : socket,
  })
}

async function open(address: ServerAddress): Promise<{ client: Client; ended: Promise<void> }> {
  const client = createPlain(address)
  const ended = new Promise<void>((resolve) => {
    client.on('error', () => {
      // Also when the library cannot tell which reply belongs to which command.
      client.destroy()
      resolve()
    })
    client.on('end', () => resolve())
  })
  try {
    await withDeadline(client.connect(), CONNECT_DEADLINE_MS)
    return { client, ended }
  } catch (error) {
    client.destroy()
    throw translated(error)
  }
}

function translated(error: unknown): Error {
  if (error instanceof NoAnswer || error instanceof RefusedByRedis) return error
  if (error instanceof MultiErrorReply)
    return new RefusedByRedis(error.replies[error.errorIndexes[0] ?? 0]?.message ?? '')
  if (error instanceof ErrorReply) return new RefusedByRedis(error.message)
  return new NoAnswer(error)
}

async function answered<T>(work: Promise<T>): Promise<T> {
  try {
    return await withDeadline(work)
  } catch (error) {
    throw translated(error)
  }
}

function connectionOn(client: Client, ended: Promise<void>): RedisConnection {
  return {
    get alive() {
      return client.isReady
    },
    ended,
    command: (command) => answered(client.sendCommand([...command]) as unknown as Promise<Reply>),
    watch: async (keys) => {
      await answered(client.watch([...keys]))
    },
    multi: async (commands) => {
      const block = client.multi()
      for (const command of commands) block.addCommand([...command])
      try {
        return (await withDeadline(block.exec())) as unknown as Reply[]
      } catch (error) {
        // The library also throws it when the connection was replaced since WATCH; ours never is.
        if (error instanceof WatchError && client.isReady) return 'conflict'
        throw translated(error)
      }
    },
    destroy: () => client.destroy(),
  }
}

/** node-redis. */
export const nodeRedis: Library = {
  client: 'redis',
  async connect(address) {
    const { client, ended } = await open(address)
    return connectionOn(client, ended)
  },
  async subscriber(address, { sharded, onMessage, onMoved }) {
    const { client, ended } = await open(address)
    const onText = (message: string, channel: string): void => onMessage(channel, message)
    client.on('sharded-channel-moved', onMoved)
    return {
      get alive() {
        return client.isReady
      },
      ended,
      subscribe: (channel) =>
        answered(sharded ? client.sSubscribe(channel, onText) : client.subscribe(channel, onText)),
      unsubscribe: (channel) =>
        answered(sharded ? client.sUnsubscribe(channel, onText) : client.unsubscribe(channel, onText)),
      ping: async () => {
        await answered(client.ping())
      },
      destroy: () => client.destroy(),
    }
  },
}
