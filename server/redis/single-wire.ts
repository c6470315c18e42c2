import type { Library, RedisConnection, ServerAddress } from './redis-connection.ts'
import { createServerConnections } from './server-connections.ts'
import { Subscriptions } from './subscriptions.ts'
import { NoAnswer, type Wire } from './wire.ts'

/** Finds the address of the one server. */
export interface ServerSearch {
  /** Called before every connection; the answer may change in between. */
  find(): Promise<ServerAddress>
  /** A connection has ended or failed: the last answer may be out of date. */
  forget?(): void
  /** False when the server is known to be at another address now. */
  isAt?(at: ServerAddress): boolean
  /** Calls back when the address has changed. Answers a function that stops this. */
  watch?(onMove: () => void): () => void
}

/** Opens a wire to one server. Rejects when it cannot be reached now; later it reconnects by itself. */
export async function openSingleWire(library: Library, search: ServerSearch): Promise<Wire> {
  const onLost = (): void => search.forget?.()
  const dial = async (): Promise<RedisConnection> => {
    try {
      const at = await search.find()
      const connection = await library.connect(at)
      if (search.isAt?.(at) !== false) return connection
      connection.destroy()
      throw new NoAnswer('the server has another address now')
    } catch (error) {
      onLost()
      throw error
    }
  }
  const connections = createServerConnections(dial, onLost)
  const subscriptions = new Subscriptions({
    placeOf: () => '',
    open: async (_place, events) => library.subscriber(await search.find(), { ...events, sharded: false }),
  })
  const close = async (): Promise<void> => {
    subscriptions.close()
    connections.close()
  }
  try {
    await connections.shared.open()
  } catch (error) {
    await close()
    throw error
  }
  const stopWatching = search.watch?.(() => {
    connections.drop()
    subscriptions.drop()
  })
  return {
    client: library.client,
    get up() {
      return connections.shared.up
    },
    get whole() {
      return connections.shared.up
    },
    reaches: () => connections.shared.up,
    get canListen() {
      return subscriptions.allowed
    },
    command: (command) => connections.shared.command(command),
    lease: () => connections.leases.lease(),
    listen: (channel, onMessage) => subscriptions.listen(channel, onMessage),
    async close() {
      stopWatching?.()
      await close()
    },
  }
}
