import type { Engine } from '../engine/engine.ts'
import type { ServerOptions } from '../node.ts'
import type { Addresses } from '../start/addresses.ts'

/** What a worker needs to be a node of its primary's server. */
export interface WorkerTask extends ServerOptions {
  logLevel: string
  addresses: Addresses
  /** A host may kill it. */
  chaos: boolean
  /** The primary's: the worker only connects to it. */
  account: Pick<Engine, 'kind' | 'name' | 'endpoint' | 'url' | 'cli'>
}

export type ToWorker =
  | { kind: 'start'; task: WorkerTask }
  /** People reach the server elsewhere now. */
  | { kind: 'addresses'; addresses: Addresses }
  /** Another worker has crashed; `node` is the id of its node. */
  | { kind: 'gone'; node: string }
  /** A client has connected; its socket comes with the message. */
  | { kind: 'connection' }
  | { kind: 'stop' }

export type FromWorker =
  /** It listens from now on; earlier messages to it are lost. */
  | { kind: 'here' }
  /** People can play on it. */
  | { kind: 'ready'; node: string; name: string }
  /** How many WebSockets it has now, and of how many handed connections it knows whether they are WebSockets. */
  | { kind: 'connections'; count: number; known: number }
  /** Its node has a new name. */
  | { kind: 'named'; name: string }
  /** It could not start; it ends. */
  | { kind: 'failed'; message: string; code: string | undefined; forPeople: boolean }
