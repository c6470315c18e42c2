import { createClient, ErrorReply, MultiErrorReply, WatchError } from 'redis'
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
  TooLate,
  type Wire,
  withDeadline,
} from './wire.ts'

/** `shared`: reconnects, and is given up when silent. A leased connection may think as long as it likes. */
function open(url: string, shared: boolean, offlineQueue = false) {
  const client = createClient({
    url,
    RESP: 2,
    disableOfflineQueue: !offlineQueue,
    socket: shared
      ? {
          connectTimeout: CONNECT_DEADLINE_MS,
          reconnectStrategy: reconnectDelay,
          socketTimeout: SILENCE_MS,
        }
      : { connectTimeout: CONNECT_DEADLINE_MS, reconnectStrategy: false },
  })
  client.on('error', () => {})
  return client
}
type Client = ReturnType<typeof open>

function translated(error: unknown): Error {
  if (error instanceof NoAnswer || error instanceof RefusedByRedis) return error
  if (error instanceof MultiErrorReply)
    return new RefusedByRedis(error.replies[error.errorIndexes[0] ?? 0]?.message ?? '')
  if (error instanceof ErrorReply) return new RefusedByRedis(error.message)
  return new NoAnswer(error)
}

async function send(client: Client, command: Command): Promise<Reply> {
  try {
    return (await withDeadline(client.sendCommand([...command]))) as unknown as Reply
  } catch (error) {
    throw translated(error)
  }
}

async function openLease(url: string): Promise<RawLease> {
  const client = open(url, false)
  try {
    await withDeadline(client.connect(), CONNECT_DEADLINE_MS)
  } catch (error) {
    client.destroy()
    throw translated(error)
  }
  return {
    get alive() {
      return client.isReady
    },
    command: (command) => send(client, command),
    watch: async (keys) => {
      try {
        await withDeadline(client.watch([...keys]))
      } catch (error) {
        throw translated(error)
      }
    },
    multi: async (commands) => {
      const block = client.multi()
      for (const command of commands) block.addCommand([...command])
      try {
        return (await withDeadline(block.exec())) as unknown as Reply[]
      } catch (error) {
        // It also throws one when the connection was replaced since WATCH; a lease never reconnects.
        if (error instanceof WatchError && client.isReady) return 'conflict'
        throw translated(error)
      }
    },
    destroy: () => client.destroy(),
  }
}

/**
 * Asks now and then whether anybody is there, and replaces a connection that is open and silent. Its own
 * `socketTimeout` sees only a connection on which nothing is written either. Answers how to stop asking.
 */
function pulseOf(client: Client): () => void {
  let asking = false
  const timer = setInterval(async () => {
    if (asking || !client.isReady) return
    asking = true
    try {
      await withDeadline(client.ping())
    } catch (error) {
      if (error instanceof TooLate && client.isReady) {
        client.destroy()
        void client.connect().catch(() => {})
      }
    } finally {
      asking = false
    }
  }, PING_EVERY_MS)
  timer.unref()
  return () => clearInterval(timer)
}

/** `url`: redis:// or rediss://. Rejects when Redis cannot be reached now; later losses are reconnected. */
export async function connectRedis(url: string): Promise<Wire> {
  const client = open(url, true)
  const subscriber = open(url, true, true)
  const destroy = (): void => {
    for (const connection of [client, subscriber]) if (connection.isOpen) connection.destroy()
  }
  try {
    await withDeadline(Promise.all([client.connect(), subscriber.connect()]), CONNECT_DEADLINE_MS)
  } catch (error) {
    destroy()
    throw translated(error)
  }
  const pool = new LeasePool(() => openLease(url))
  const pulses = [pulseOf(client), pulseOf(subscriber)]
  return {
    client: 'redis',
    get up() {
      return client.isReady
    },
    command: (command) => send(client, command),
    lease: () => pool.lease(),
    async listen(channel, onMessage) {
      const unlisten = async (): Promise<void> => {
        await withDeadline(subscriber.unsubscribe(channel, onMessage)).catch(() => {})
      }
      try {
        await withDeadline(subscriber.subscribe(channel, onMessage))
      } catch (error) {
        void unlisten()
        throw translated(error)
      }
      return unlisten
    },
    async close() {
      for (const stop of pulses) stop()
      pool.close()
      destroy()
    },
  }
}
