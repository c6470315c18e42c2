/** The numbers that bound what players and hosts may ask for. Amounts in whole units, times in milliseconds. */
export const LIMITS = {
  /** Largest deposit or withdrawal. */
  amount: 10_000,
  /** Largest opening balance, either sign. */
  opening: 1_000_000,
  /** Largest balance, either sign; beyond it the commit refuses. Both clients and Lua round silently past 2^53. */
  balance: 1_000_000_000_000,
  thinkMs: 10_000,
  jitterMs: 10_000,
  /** Percent. */
  lostReplies: 50,
  /** Characters of a nickname, as people count them (grapheme clusters). */
  nickname: 20,
  /** Code points of a nickname: a family emoji has seven or more. */
  nicknameCodePoints: 80,
  /** Combining marks in a row. */
  nicknameMarks: 4,
  players: 200,
  /** Browsers of a room that wait for the host to give them a seat. */
  seatRequests: 5,
  /** Players of a room that wait to be made a host. */
  hostRequests: 5,
  /** Browsers that are hosts of a room. */
  hosts: 10,
  /** Transactions of one player between `fire` and `settled`. */
  inFlight: 16,
  /** Bytes of one frame from a client; a larger one closes the connection with 1009. */
  frameBytes: 4096,
  /** Entries in a snapshot and in a client's memory: the newest of the journal. */
  window: 400,
  /** Entries in one frame; past it the frame skips ahead and its totals stand for the rest. */
  entriesPerFrame: 64,
  /** Versions one `inspect` may ask about. */
  inspect: 50,
  /** Newest own writes that a returning player is told of. */
  history: 40,
} as const

export const DEFAULTS = {
  opening: 100,
  deposit: 50,
  withdrawal: -150,
  thinkMs: 2000,
  jitterMs: 500,
  strategy: 'naive',
  client: 'ioredis',
  overdraft: 'allowed',
  lostReplies: 0,
  durable: false,
} as const
