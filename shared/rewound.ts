import { z } from 'zod'
import { Tally } from './account-view.ts'
import { LIMITS } from './limits.ts'

/** How many forgotten transactions a message lists at most: the newest. */
export const FORGOTTEN_NAMED = 100

/** An acknowledged transaction that Redis does not know any more. */
export const Forgotten = z.object({
  tx: z.string().describe('The transaction.'),
  player: z.string().describe('Whose it is.'),
  nickname: z
    .string()
    .optional()
    .describe('Their nickname then. When Redis has forgotten the seat, too, it is only here.'),
  amount: z.int().describe('Deposit above zero, withdrawal below.'),
  epoch: z.int().positive().describe('The account it was booked in.'),
  version: z
    .int()
    .positive()
    .describe('The version of its entry then. Another write may have that version now.'),
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
  epoch: z.int().positive().describe("The account's number."),
  version: z.int().nonnegative().describe('The version of its newest entry.'),
})

/** When a server found that Redis holds another history than the one it knew, and up to where the two are the same. */
export const ForkPoint = z.object({
  at: z.int().describe('When the server found out, on the clock of Redis.'),
  from: Stand.describe('How far the servers knew the earlier history.'),
  epoch: z.int().positive().describe('The number of the account that is current now.'),
  version: z
    .int()
    .nonnegative()
    .describe(
      'Up to this version both histories are the same; later entries of the earlier history are void.',
    ),
})
export type ForkPoint = z.infer<typeof ForkPoint>

/**
 * Redis was replaced by a copy that had missed acknowledged transactions, as a failover does: replication is
 * asynchronous.
 */
export const Rewound = z.object({
  type: z.literal('rewound'),
  ...ForkPoint.shape,
  deposits: Tally.describe('All deposits forgotten since the account was opened.'),
  withdrawals: Tally.describe('All withdrawals forgotten since then.'),
  forgotten: z
    .array(Forgotten)
    .describe(`The newest forgotten ones, ${FORGOTTEN_NAMED} at most, oldest first.`),
  yours: z.array(Forgotten).describe(`The newest of your own, ${LIMITS.history} at most, oldest first.`),
})
export type Rewound = z.infer<typeof Rewound>
