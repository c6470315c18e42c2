/** What is to be shown, and how. Milliseconds. */
export interface Plan {
  strategy: string
  players: number
  /** The room waits for a replica before it tells a player that something is applied. */
  durable: boolean
  /** They play so long before replication is held, and so long while it is. */
  playMs: number
  holdMs: number
  /** A player rests between two transactions. */
  restMs: number
  /** Ends it early. */
  stop: AbortSignal
  log(error: unknown, what: string): void
}
