import { PACE } from '../../shared/pace.ts'

/** Versions in one journal segment. Few, because the embedded engine copies a list on every append. */
export const SEGMENT = 512

/** Seconds that a room's keys and receipts stay after the last activity. */
export const KEPT_SECONDS = PACE.keptMs / 1000

/**
 * How many transactions that were not applied an epoch keeps, the newest ones, for its history. Not more, because the
 * embedded engine settles 900 a second with an empty list, 425 with a list of 2,000, and 119 with one of 10,000.
 */
export const UNAPPLIED_KEPT = PACE.unapplied

/** The segment that holds a version (the first version is 1). */
export const segmentOf = (version: number): number => Math.floor((version - 1) / SEGMENT)

/** The running nodes, by name, and the pub/sub channel that tells them of each other. */
export const NODE_KEYS = {
  nodes: 'bankrun:{nodes}',
  channel: 'bankrun:{nodes}:feed',
  /** Which rooms have bots now, so that a node without a page of such a room runs its share of them. */
  bots: 'bankrun:{nodes}:bots',
} as const

/** The keys of a room. Each has the code as hash tag, so a room lives in one slot of a cluster. */
export function roomKeys(code: string) {
  const prefix = `bankrun:{${code}}`
  return {
    room: `${prefix}:room`,
    players: `${prefix}:players`,
    /** Which players are connected, and to which node. */
    presence: `${prefix}:presence`,
    /** When each player was last known to be there; a few seconds in the future for one who has just asked for a seat. */
    seen: `${prefix}:seen`,
    /** What browsers ask a host for: the seat of a player who is away, or to be made a host. */
    requests: `${prefix}:requests`,
    /** The browsers that are hosts. */
    hosts: `${prefix}:hosts`,
    /** Links that make one browser a host each. */
    hostLinks: `${prefix}:host-links`,
    /** How many bots the host wants, and how fast they are. */
    bots: `${prefix}:bots`,
    /** Which node runs which bot, and how many transactions each has begun. */
    botRuns: `${prefix}:bot-runs`,
    /** The pub/sub channel of the room. */
    channel: `${prefix}:feed`,
    /** What the class does now: the phase, and all that belongs to it. */
    class: `${prefix}:class`,
    /** The rounds so far: what each was opened with, and what stood in its account when that was closed. */
    rounds: `${prefix}:rounds`,
    /** The records of the rounds that are over. */
    records: `${prefix}:records`,
    answers: (round: number) => `${prefix}:answers:${round}`,
    /** Every player's own story of a round. */
    stories: (round: number) => `${prefix}:stories:${round}`,
  }
}

/** The keys of one epoch of the room's account. */
export function accountKeys(code: string, epoch: number) {
  const prefix = `bankrun:{${code}}:${epoch}`
  return {
    balance: `${prefix}:balance`,
    version: `${prefix}:version`,
    expected: `${prefix}:expected`,
    lock: `${prefix}:lock`,
    fence: `${prefix}:fence`,
    journal: (segment: number) => `${prefix}:journal:${segment}`,
    /** The transactions that ended without being applied, oldest first. */
    unapplied: `${prefix}:unapplied`,
    /** Acknowledged writes that Redis has forgotten in a failover, as the nodes have stored them since. */
    forgotten: `${prefix}:forgotten`,
    /** In a round with so many transactions of each player: those that were admitted, and how many of each player. */
    fired: `${prefix}:fired`,
    /** A key of a strategy's own. */
    own: (name: string) => `${prefix}:own:${name}`,
    receipt: (player: string, tx: string) => `${prefix}:receipt:${player}:${tx}`,
  }
}
export type AccountKeys = ReturnType<typeof accountKeys>
