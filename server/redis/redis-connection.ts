import type { ClientKind } from '../../shared/protocol.ts'
import type { Access, HostPort } from '../engine/endpoint.ts'
import type { Command, Reply } from './wire.ts'

/** One server, the credentials for it, and its database. */
export interface ServerAddress extends HostPort {
  readonly access: Access
  readonly database: number
}

/**
 * One plain connection as a library opens it. It never reconnects and never queues, so no command is sent twice or
 * late. When it has ended, the outcome of every unanswered command is unknown. Commands are written at once, in the
 * order of the calls.
 */
export interface RedisConnection {
  /** False once it has ended; it stays so. */
  readonly alive: boolean
  /** Resolves when it has ended, for any reason. */
  readonly ended: Promise<void>
  /** Rejects with `RefusedByRedis` or `NoAnswer`. */
  command(command: Command): Promise<Reply>
  watch(keys: readonly string[]): Promise<void>
  /** Sends the commands as one MULTI block; `conflict` when a watched key changed. Rejects if any of them failed. */
  multi(commands: readonly Command[]): Promise<Reply[] | 'conflict'>
  destroy(): void
}

/** A plain connection for subscriptions. */
export interface Subscriber {
  readonly alive: boolean
  readonly ended: Promise<void>
  /** A second subscription to the same channel changes nothing. */
  subscribe(channel: string): Promise<void>
  unsubscribe(channel: string): Promise<void>
  ping(): Promise<void>
  destroy(): void
}

export interface SubscriberEvents {
  /** Use SSUBSCRIBE instead of SUBSCRIBE: the channel lives in the slot of its name. */
  sharded: boolean
  onMessage(channel: string, message: string): void
  /** Redis has ended some of the sharded subscriptions, because their slot has moved to another server. */
  onMoved(): void
}

/** A Redis library, reduced to its plain connections. Both reject when the server cannot be reached in time. */
export interface Library {
  readonly client: ClientKind
  connect(address: ServerAddress): Promise<RedisConnection>
  subscriber(address: ServerAddress, events: SubscriberEvents): Promise<Subscriber>
}
