import type { Address, Connection, Library } from './connection.ts'
import { createServerConnections } from './server-connections.ts'
import { Subscriptions } from './subscriptions.ts'
import { NoAnswer, type Wire } from './wire.ts'

/** Where the one server is. */
export interface Whereabouts {
  /** Asked before every connection; the answer may change from one to the next. */
  find(): Promise<Address>
  /** A connection has ended or could not be had: what was found before may be out of date. */
  doubt?(): void
  /** False when it is known to be somewhere else by now. */
  isThere?(at: Address): boolean
  /** Calls back when it is somewhere else now. Answers how to stop looking. */
  watch?(onMove: () => void): () => void
}

/** A wire to one server. Rejects when it cannot be reached now; later losses are reconnected. */
export async function openSingleWire(library: Library, whereabouts: Whereabouts): Promise<Wire> {
  const doubt = (): void => whereabouts.doubt?.()
  const dial = async (): Promise<Connection> => {
    try {
      const at = await whereabouts.find()
      const connection = await library.connect(at)
      if (whereabouts.isThere?.(at) !== false) return connection
      connection.destroy()
      throw new NoAnswer('it is somewhere else by now')
    } catch (error) {
      doubt()
      throw error
    }
  }
  const connections = createServerConnections(dial, doubt)
  const subscriptions = new Subscriptions({
    placeOf: () => '',
    open: async (_place, events) =>
      library.subscriber(await whereabouts.find(), { ...events, sharded: false }),
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
  const stopWatching = whereabouts.watch?.(() => {
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
