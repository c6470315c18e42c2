import type { Scenario } from '../../shared/proof/scenario.ts'
import type { Strategy } from '../account/account.ts'
import type { Call } from '../account/intercepted-account.ts'
import type { SharedResources } from '../account/shared-resources.ts'
import type { KeyWatch } from './key-watch.ts'
import type { ScratchAccount } from './scratch-account.ts'
import type { TrackedWire } from './tracked-wire.ts'

/** What waits for the schedule: the strategy's commands, and that it asks for the mutex of its process. */
export type Scheduled = Call | { verb: 'MUTEX'; writes: false }

/** A command that was carried out, and what came of it. */
export interface Performed {
  /** 0: the clock, or a node that crashes. */
  process: number
  /** `WAIT`: it has begun and sent nothing. */
  call:
    | Scheduled
    | { verb: 'WAIT' }
    /** `key`: of the strategy's own; absent for the lock. */
    | { verb: 'EXPIRY'; key?: string }
    | { verb: 'CRASH'; node: string }
  answer?: unknown
  error?: unknown
  replyLost?: true
}

/** What the processes of one interleaving have in common. */
export interface RunContext {
  scenario: Scenario
  scratch: ScratchAccount
  keys: KeyWatch
  /** Fires when all that goes on is broken off. */
  signal: AbortSignal
  performed: Performed[]
  /** Commands that only ask again and again, by `commandOf`; one that was not known yet is added. */
  polls: Polls
  /** Something moved. */
  stir(): void
  /** The strategy itself failed. */
  mistaken(process: number, error: unknown): void
}

/** Which commands of a strategy are polls: see `poll-watch.ts`. */
export interface Polls {
  readonly known: ReadonlySet<string>
  /** Of the newly found one, if any. */
  found: string | undefined
  /** Those that were let ask for long, and no bound of their own ended it. */
  readonly endless: Set<string>
}

/** A server process of the scenario. */
export interface ServerNode {
  name: string
  strategy: Strategy
  resources: SharedResources
  wire: TrackedWire
}
