import type { Strategy } from '../account/account.ts'
import type { AccountPolicy } from '../account/execution.ts'

/** How a transaction is brought to its one outcome, in a room, in the demo and in the explorer. */
export interface SettlePolicy extends AccountPolicy {
  strategy: Strategy
  /** Ends every pause at once when the server stops. */
  stop: AbortSignal
  /** Ends every pause when the account's epoch is over, or the server stops. Without it, only `stop` does. */
  over?: AbortSignal
  /** The outcome is in doubt and being settled. */
  onDoubt(): void
  /** The strategy itself failed; for the log. */
  onMistake(error: unknown): void
}

/** How a transaction is run over real time, in a room and in the demo. */
export interface RunPolicy extends SettlePolicy {
  think: { thinkMs: number; jitterMs: number }
  /** Percent of the writes whose reply is lost on purpose. */
  lostReplies: number
}
