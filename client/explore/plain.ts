import type { Scenario } from '../../shared/proof/scenario.ts'

/** The lesson: what an address that says nothing else means. The same as the server's, which a test holds. */
export const PLAIN: Scenario = {
  opening: 100,
  transactions: [50, -150],
  nodes: 1,
  overdraft: 'allowed',
  attempts: 12,
  lostReplies: 0,
  lockExpiries: 0,
}

export const MOST_TRANSACTIONS = 6

/** The numbers of a scenario, least and most. */
export const BOUNDS = {
  nodes: [1, 6],
  attempts: [1, 12],
  lostReplies: [0, 2],
  lockExpiries: [0, 3],
} as const

export const FIRST_STRATEGY = 'naive'
