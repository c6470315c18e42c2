import { PACE } from '../pace.ts'
import type { Scenario } from './scenario.ts'

/** The lesson: what an address or a command that says nothing else means. */
export const PLAIN: Scenario = {
  opening: 100,
  transactions: [50, -150],
  nodes: 1,
  overdraft: 'allowed',
  attempts: PACE.attempts,
  lostReplies: 0,
  lockExpiries: 0,
  crashes: 0,
}
