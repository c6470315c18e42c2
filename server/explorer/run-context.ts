import type { Scenario } from '../../shared/proof/scenario.ts'
import type { Strategy } from '../account/account.ts'
import type { AccountCall } from '../account/intercepted-account.ts'
import type { SharedResources } from '../account/shared-resources.ts'
import type { KeyWatch } from './key-watch.ts'
import type { ScratchAccount } from './scratch-account.ts'
import type { TrackedWire } from './tracked-wire.ts'

/** An act that waits for the schedule: a command of the strategy, or a request for its node's mutex. */
export type ScheduledCall = AccountCall | { verb: 'MUTEX'; writes: false }

/** A command that was carried out, and its answer. */
export interface PerformedCall {
  /** The transaction's number; 0 for an expiry or a crash. */
  process: number
  /** `WAIT`: the transaction has begun and waits, without a command. */
  call:
    | ScheduledCall
    | { verb: 'WAIT' }
    /** `key`: the name of the strategy's own key; absent for the lock. */
    | { verb: 'EXPIRY'; key?: string }
    | { verb: 'CRASH'; node: string }
  answer?: unknown
  error?: unknown
  replyLost?: true
}

/** What the processes of one interleaving share. */
export interface RunContext {
  scenario: Scenario
  scratch: ScratchAccount
  keys: KeyWatch
  /** Aborts when the exploration ends early. */
  signal: AbortSignal
  performed: PerformedCall[]
  /** The strategy's polls, as `pollKeyOf` names them. */
  polls: Polls
  /** Reports that a process has moved. */
  onMove(): void
  /** Reports that the strategy itself failed. */
  onMistake(process: number, error: unknown): void
}

/** Which commands of a strategy are polls: see `poll-watch.ts`. */
export interface Polls {
  readonly known: ReadonlySet<string>
  /** A newly found poll, if any. */
  found: string | undefined
  /** Polls that were repeated for long without reaching a bound of their own. */
  readonly endless: Set<string>
}

/** A server process of the scenario. */
export interface ServerNode {
  name: string
  strategy: Strategy
  resources: SharedResources
  wire: TrackedWire
}
