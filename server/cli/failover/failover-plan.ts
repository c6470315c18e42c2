/** The settings of a failover. Times are in milliseconds. */
export interface FailoverPlan {
  strategy: string
  players: number
  /** The room waits for a replica before it tells a player that something is applied. */
  durable: boolean
  /** How long the players fire before replication is held, and while it is held. */
  playMs: number
  holdMs: number
  /** The average rest of a player between two transactions. */
  restMs: number
  /** Ends it early. */
  stop: AbortSignal
  log(error: unknown, what: string): void
}
