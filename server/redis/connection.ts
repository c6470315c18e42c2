import type { ClientKind } from '../../shared/protocol.ts'
import type { Access, Place } from '../engine/endpoint.ts'
import type { Command, Reply } from './wire.ts'

/** One server, and how to be let in. */
export interface Address extends Place {
  readonly access: Access
  readonly database: number
}

/**
 * One plain connection as a library opens it. It never reconnects and never queues, so nothing on it can be sent twice
 * or late: when it has ended, what was not answered is in doubt, and that is the end of it. Commands are written in the
 * order of the calls, at once.
 */
export interface Connection {
  /** False once it has ended; it stays so. */
  readonly alive: boolean
  /** Resolves when it has ended, however. */
  readonly ended: Promise<void>
  /** Rejects with `RefusedByRedis` or `NoAnswer`. */
  command(command: Command): Promise<Reply>
  watch(keys: readonly string[]): Promise<void>
  /** The commands as one MULTI block; `conflict` when a watched key changed. Rejects if any command in it failed. */
  multi(commands: readonly Command[]): Promise<Reply[] | 'conflict'>
  destroy(): void
}

/** A plain connection that listens. */
export interface Subscriber {
  readonly alive: boolean
  readonly ended: Promise<void>
  /** Subscribing twice to a channel is subscribing once. */
  subscribe(channel: string): Promise<void>
  unsubscribe(channel: string): Promise<void>
  ping(): Promise<void>
  destroy(): void
}

export interface SubscriberEvents {
  /** SSUBSCRIBE and not SUBSCRIBE: the channel lives in the slot of its name. */
  sharded: boolean
  onMessage(channel: string, message: string): void
  /** Redis has ended some of the sharded subscriptions: their slot has moved away. */
  onMoved(): void
}

/** A Redis library, reduced to its plain connections. Both reject when the server cannot be reached in time. */
export interface Library {
  readonly client: ClientKind
  connect(address: Address): Promise<Connection>
  subscriber(address: Address, events: SubscriberEvents): Promise<Subscriber>
}
