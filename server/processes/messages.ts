import type { Engine } from '../engine/engine.ts'
import type { ServerOptions } from '../node.ts'

/** What a worker needs to be a node of its primary's server. */
export interface Task extends ServerOptions {
  logLevel: string
  /** A host may kill it. */
  chaos: boolean
  /** The primary's: the worker only connects to it. */
  account: Pick<Engine, 'kind' | 'name' | 'endpoint' | 'url' | 'cli'>
}

export type ToWorker =
  | { kind: 'start'; task: Task }
  /** Another worker has crashed; the id its node had. */
  | { kind: 'gone'; node: string }
  /** Somebody has connected; the connection comes along. */
  | { kind: 'connection' }
  | { kind: 'stop' }

export type FromWorker =
  /** It listens from now on: what it was told before is lost. */
  | { kind: 'here' }
  /** People can play on it. */
  | { kind: 'ready'; node: string; name: string; addresses: readonly string[] }
  /** WebSockets it has now, and of how many connections that it was handed it knows so far whether they are any. */
  | { kind: 'connections'; count: number; known: number }
  /** Its node has another name now. */
  | { kind: 'named'; name: string }
  /** It could not start; it ends. */
  | { kind: 'failed'; message: string; code: string | undefined; forPeople: boolean }
