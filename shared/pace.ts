/** What a client meets of the server's pace, beside its `LIMITS`: how often, how long, and how many of a kind. */
export const PACE = {
  /** Milliseconds between two frames at least; a change after a quiet time goes out at once. */
  tickMs: 50,
  /** Milliseconds between two heartbeats. A connection that does not answer one before the next is gone. */
  heartbeatMs: 10_000,
  /** WebSockets of one node. */
  connections: 2000,
  /** Milliseconds that a WebSocket of the page may take to open, and then until the first message. */
  openWithinMs: 5000,
  /** Milliseconds that the page waits for the answer to `/api/connection`. */
  checkWithinMs: 5000,
  /** Milliseconds between two tries of a page whose network does not pass WebSockets, at most. */
  blockedRetryMs: 30_000,
  /** Calls of `/api/connection` at one node, of all pages together. */
  connectionChecks: { perSecond: 50, burst: 400 },
  /** Milliseconds that a node remembers which address it has refused a WebSocket. */
  refusalKeptMs: 30_000,
  /** Messages of one connection. */
  messages: { perSecond: 40, burst: 80 },
  /** Malformed messages a connection may send, in the long run, before it is closed. */
  malformed: { perMinute: 20, burst: 20 },
  /** Rooms made, seats taken, names changed and nodes killed by one connection: each is told to everybody. */
  written: { perSecond: 0.5, burst: 10 },
  /** Rooms one node makes, so that a script cannot fill Redis with them. */
  rooms: { perSecond: 5, burst: 200 },
  /** Bots of all rooms together, for each node that is up. */
  bots: 400,
  /** Transactions of bots that one node runs at once; while there are more, its bots wait. */
  botsInFlight: 800,
  /** Tries a transaction has in a room and in the demo. */
  attempts: 12,
  /** Milliseconds a lock may be waited for. */
  lockWaitMs: 15_000,
  /** Milliseconds that a replica may take to confirm a write. */
  confirmMs: 500,
  /** Milliseconds that a player who is away keeps their nickname. */
  nameKeptMs: 60_000,
  /** Milliseconds that a request to a host lives without being sent again. */
  requestMs: 10_000,
  /** Milliseconds that a player's request to be made a host waits for an answer. */
  hostRequestMs: 120_000,
  /** Milliseconds that a player whom a host has refused cannot ask again to be made one. */
  refusedMs: 60_000,
  /** Milliseconds that a room's keys, and receipts, outlive the last activity. */
  keptMs: 86_400_000,
  /** Of the transactions that were not applied, the newest of an epoch that Redis keeps. */
  unapplied: 2000,
  /** Milliseconds that the phases of a lesson last. Settling lasts so long at most. */
  phases: { question: 60_000, talk: 120_000, countdown: 5_000, settling: 10_000, transfer: 60_000 },
  /** Milliseconds that a phase is extended by, if the host names no other time. */
  extendMs: 30_000,
  /** Milliseconds without a connected page after which a phase is paused instead of going on. */
  unwatchedMs: 3_000,
} as const
