import { PACE } from '../pace.ts'
import type { Scenario } from './scenario.ts'

/** The lesson: the defaults of an address or a command. */
export const PLAIN_SCENARIO: Scenario = {
  opening: 100,
  transactions: [50, -150],
  nodes: 1,
  overdraft: 'allowed',
  attempts: PACE.attempts,
  lostReplies: 0,
  lockExpiries: 0,
  crashes: 0,
}
