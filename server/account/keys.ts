/** Versions in one segment of the journal. Small, because the embedded engine copies a list on every append. */
export const SEGMENT = 512

/** Seconds that a room's keys, and receipts, outlive the last activity: one day. */
export const KEPT_SECONDS = 86_400

/** The segment that holds a version (the first version is 1). */
export const segmentOf = (version: number): number => Math.floor((version - 1) / SEGMENT)

/** Every key of a room carries the code as hash tag, so a room lives in one slot of a cluster. */
export function roomKeys(code: string) {
  const prefix = `bankrun:{${code}}`
  return {
    room: `${prefix}:room`,
    players: `${prefix}:players`,
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
    receipt: (player: string, tx: string) => `${prefix}:receipt:${player}:${tx}`,
  }
}
export type AccountKeys = ReturnType<typeof accountKeys>
