import type { Engine } from '../engine/engine.ts'
import type { AddressBook } from './address-book.ts'

/** A server, running: one process or several. */
export interface RunningServer {
  readonly port: number
  readonly engine: Engine
  /** Where people reach it. */
  readonly addresses: AddressBook
  /** The names of its nodes, as they were when it had started. */
  readonly names: readonly string[]
  /** Tells every room, settles the running transactions, and stops all it started. May be called twice. */
  close(): Promise<void>
}
