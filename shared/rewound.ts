import { z } from 'zod'
import { Tally } from './account-view.ts'
import { LIMITS } from './limits.ts'

/** How many forgotten transactions a message names, the newest. */
export const FORGOTTEN_NAMED = 100

/** An acknowledged transaction that Redis does not know any more. */
export const Forgotten = z.object({
  tx: z.string().describe('The transaction.'),
  player: z.string().describe('Whose it is.'),
  nickname: z
    .string()
    .optional()
    .describe('What they were called then: when the seat is forgotten, too, nobody else knows it.'),
  amount: z.int().describe('Deposit above zero, withdrawal below.'),
  epoch: z.int().positive().describe('The account it was booked in.'),
  version: z.int().positive().describe('Of its entry then. Another write may have that version now.'),
  replicas: z
    .int()
    .nonnegative()
    .optional()
    .describe(
      'How many replicas had confirmed it, as its `settled` said; absent in a room that does not ask for it.',
    ),
})
export type Forgotten = z.infer<typeof Forgotten>

/** Where an account stands. */
const Stand = z.object({
  epoch: z.int().positive().describe('The account.'),
  version: z.int().nonnegative().describe('Of its newest entry.'),
})

/** When a server found another history in Redis than the one it knew, and where the two part. */
export const ForkPoint = z.object({
  at: z.int().describe('When the server found out, on the clock of Redis.'),
  from: Stand.describe('How far the servers had known it.'),
  epoch: z.int().positive().describe('The account that is the current one now.'),
  version: z
    .int()
    .nonnegative()
    .describe('Up to this version both histories are the same; later entries of before are void.'),
})
export type ForkPoint = z.infer<typeof ForkPoint>

/**
 * Redis was replaced by a copy that had missed acknowledged transactions, as a failover does: replication is
 * asynchronous.
 */
export const Rewound = z.object({
  type: z.literal('rewound'),
  ...ForkPoint.shape,
  deposits: Tally.describe('Forgotten since the account was opened, all of them.'),
  withdrawals: Tally.describe('Likewise.'),
  forgotten: z.array(Forgotten).describe(`The newest of these, ${FORGOTTEN_NAMED} at most, oldest first.`),
  yours: z.array(Forgotten).describe(`The newest of your own, ${LIMITS.history} at most, oldest first.`),
})
export type Rewound = z.infer<typeof Rewound>
