import type { Engine } from '../engine/engine.ts'
import type { Asked } from '../gateway/gateway.ts'
import type { HouseOptions } from '../node.ts'

/** What a worker needs to be a node of its primary's server. */
export interface Task extends HouseOptions {
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
  /** A WebSocket it is to answer; its connection comes along. */
  | { kind: 'take'; asked: Asked }
  | { kind: 'stop' }

export type FromWorker =
  /** It listens from now on: what it was told before is lost. */
  | { kind: 'here' }
  /** People can play on it. */
  | { kind: 'ready'; node: string; name: string; origins: readonly string[] }
  /** Somebody asks it for a WebSocket, and the primary is to say who answers; the connection comes along. */
  | { kind: 'place'; asked: Asked }
  /** WebSockets it has now, and how many it was given to answer so far. */
  | { kind: 'connections'; count: number; taken: number }
  /** Its node has another name now. */
  | { kind: 'named'; name: string }
  /** It could not start; it ends. */
  | { kind: 'failed'; message: string; code: string | undefined; forPeople: boolean }
