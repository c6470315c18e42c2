import { z } from 'zod'
import { LIMITS } from '../limits.ts'
import { BOUNDS, MOST_TRANSACTIONS } from './bounds.ts'

/** What an exploration runs: every order in which these transactions can take their steps. */
export const Scenario = z.object({
  opening: z.int().min(-LIMITS.opening).max(LIMITS.opening),
  transactions: z
    .array(
      z
        .int()
        .min(-LIMITS.amount)
        .max(LIMITS.amount)
        .refine((amount) => amount !== 0, 'an amount is not zero'),
    )
    .min(1)
    .max(MOST_TRANSACTIONS)
    .describe('Amounts; the first is the transaction of P1.'),
  nodes: z
    .int()
    .min(BOUNDS.nodes[0])
    .max(BOUNDS.nodes[1])
    .describe('P1 runs on the first, P2 on the second and so on, then from the first again.'),
  overdraft: z.enum(['allowed', 'refused']),
  attempts: z
    .int()
    .min(BOUNDS.attempts[0])
    .max(BOUNDS.attempts[1])
    .describe('Attempts a transaction has; also how often it may find a lock taken.'),
  lostReplies: z
    .int()
    .min(BOUNDS.lostReplies[0])
    .max(BOUNDS.lostReplies[1])
    .describe('How many writes may be carried out and lose their reply; the schedule decides when.'),
  lockExpiries: z
    .int()
    .min(BOUNDS.lockExpiries[0])
    .max(BOUNDS.lockExpiries[1])
    .describe('How often a held lock may expire; the schedule decides when, never its TTL.'),
  crashes: z
    .int()
    .min(BOUNDS.crashes[0])
    .max(BOUNDS.crashes[1])
    .describe(
      'How many nodes may crash, between any two commands. Their transactions stop; their bookings and their keys stay.',
    ),
})
export type Scenario = z.infer<typeof Scenario>
