import { PACE } from '../../shared/pace.ts'

/** Versions in one segment of the journal. Small, because the embedded engine copies a list on every append. */
export const SEGMENT = 512

/** Seconds that a room's keys, and receipts, outlive the last activity. */
export const KEPT_SECONDS = PACE.keptMs / 1000

/**
 * Of the transactions that were not applied, the newest of an epoch are kept for its history. Not more, because the
 * embedded engine settles 900 a second beside an empty list, 425 beside one of 2,000, and 119 beside one of 10,000.
 */
export const UNAPPLIED_KEPT = PACE.unapplied

/** The segment that holds a version (the first version is 1). */
export const segmentOf = (version: number): number => Math.floor((version - 1) / SEGMENT)

/** The nodes that are up, by name, and the pub/sub channel on which they hear of one another. */
export const NODE_KEYS = { nodes: 'bankrun:{nodes}', channel: 'bankrun:{nodes}:feed' } as const

/** Every key of a room carries the code as hash tag, so a room lives in one slot of a cluster. */
export function roomKeys(code: string) {
  const prefix = `bankrun:{${code}}`
  return {
    room: `${prefix}:room`,
    players: `${prefix}:players`,
    /** Who is connected, and to which node. */
    presence: `${prefix}:presence`,
    /** The pub/sub channel of the room. */
    channel: `${prefix}:feed`,
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
    /** The transactions that were settled without being applied, oldest first. */
    unapplied: `${prefix}:unapplied`,
    /** What Redis has forgotten in a failover, as the nodes have told it since. */
    forgotten: `${prefix}:forgotten`,
    /** A key of a strategy's own. */
    own: (name: string) => `${prefix}:own:${name}`,
    receipt: (player: string, tx: string) => `${prefix}:receipt:${player}:${tx}`,
  }
}
export type AccountKeys = ReturnType<typeof accountKeys>
