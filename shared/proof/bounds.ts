import { PACE } from '../pace.ts'

/** More transactions have too many interleavings to say anything about, and a schedule has names for six only. */
export const MOST_TRANSACTIONS = 6

/** The numbers of a scenario, least and most. */
export const BOUNDS = {
  nodes: [1, MOST_TRANSACTIONS],
  attempts: [1, PACE.attempts],
  lostReplies: [0, 2],
  lockExpiries: [0, 3],
  crashes: [0, 2],
} as const
