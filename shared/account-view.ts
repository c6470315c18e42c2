import { z } from 'zod'
import { PACE } from './pace.ts'

/** Of the transactions that were not applied, as many as Redis keeps: `2,000`. */
const KEPT = PACE.unapplied.toLocaleString('en')

export const Tally = z.object({
  count: z.int().nonnegative().describe('How many.'),
  sum: z.int().describe('The sum of their amounts, unless the field says otherwise.'),
})

/** The account as everyone sees it, at one version. Whole units. */
export const AccountView = z.object({
  opening: z.int().describe('The balance of version 0.'),
  version: z.int().nonnegative().describe('Version of the newest entry; 0 before the first.'),
  expected: z.int().describe('Opening + every acknowledged amount, each transaction once.'),
  actual: z.int().nullable().describe('The balance that `GET` answers; null when it is not a whole number.'),
  outside: z.int().describe('Effect of writes from outside (`redis-cli SET`) on the actual balance.'),
  applied: z.int().nonnegative().describe('Transactions that were acknowledged as applied.'),
  lostDeposits: Tally.describe('Acknowledged deposits that are not in the balance.'),
  lostWithdrawals: Tally.describe('Acknowledged withdrawals that are not in the balance.'),
  doubled: Tally.describe(
    'Transactions that are in the balance more than once; the sum is that of the extra bookings.',
  ),
  wrong: Tally.describe(
    'Writes in the balance whose effect is not their amount (the strategy computes wrongly), without those that were taken back; the sum is effect − amount.',
  ),
  refusedInBalance: Tally.describe(
    'Transactions that ended as `rejected` but are in the balance; the sum is their effect.',
  ),
  falseRefusals: Tally.describe(
    `Transactions that were \`rejected\` although the balance covered them all the while; the sum is that of their amounts. As with \`conflicts\`, a server that opens the room later knows only the newest ${KEPT} that were not applied. Refusals that an older version recorded are not judged.`,
  ),
  forgotten: Tally.describe(
    'Acknowledged transactions that have no entry any more: Redis was replaced by a copy that had missed them. They count in `expected` and `applied`, and not as lost.',
  ),
  conflicts: z
    .int()
    .nonnegative()
    .describe(
      `Attempts that were refused because another write came first, of all entries and of the transactions that were not applied. Redis keeps the newest ${KEPT} of the latter, so a server that opens the room later knows only these.`,
    ),
  old: z
    .literal(true)
    .optional()
    .describe(
      'Some entries were recorded by an older version, which did not check what a write did. They are shown as that version showed them: their effect is their amount.',
    ),
})
export type AccountView = z.infer<typeof AccountView>
