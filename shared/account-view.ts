import { z } from 'zod'
import { PACE } from './pace.ts'

/** Of the transactions that were not applied, as many as Redis keeps: `2,000`. */
const KEPT = PACE.unapplied.toLocaleString('en')

export const Tally = z.object({
  count: z.int().nonnegative().describe('How often.'),
  sum: z.int().describe('Of their amounts.'),
})

/** The account as everyone sees it, at one version. Whole units. */
export const AccountView = z.object({
  opening: z.int().describe('The balance of version 0.'),
  version: z.int().nonnegative().describe('Of the newest entry; 0 before the first.'),
  expected: z.int().describe('Opening + every acknowledged amount, each transaction once.'),
  actual: z.int().nullable().describe('What `GET` says; null when that is no whole number.'),
  outside: z.int().describe('Effect of writes from outside (`redis-cli SET`) that is in the actual balance.'),
  applied: z.int().nonnegative().describe('Transactions that were acknowledged as applied.'),
  lostDeposits: Tally.describe('Acknowledged deposits that are not in the balance.'),
  lostWithdrawals: Tally.describe('Acknowledged withdrawals that are not in the balance.'),
  doubled: Tally.describe(
    'Transactions that are in the balance more than once; the sum is what is too much.',
  ),
  wrong: Tally.describe(
    'Writes in the balance whose effect is not their amount (a strategy that computes wrongly), but for those that were taken back; the sum is what is too much.',
  ),
  refusedInBalance: Tally.describe(
    'Transactions that ended as `rejected` and are in the balance all the same; the sum is their effect.',
  ),
  falseRefusals: Tally.describe(
    `Transactions that were \`rejected\` although the balance covered them all the while; the sum is of their amounts. Like \`conflicts\` it knows of the newest ${KEPT} that were not applied. Those of older versions are not judged.`,
  ),
  forgotten: Tally.describe(
    'Acknowledged transactions that no entry has any more: Redis was replaced by a copy that had missed them. They are in `expected` and `applied`, and not among the lost.',
  ),
  conflicts: z
    .int()
    .nonnegative()
    .describe(
      `Attempts that were refused because another write came first: those of all entries, and of the transactions that were not applied. Redis keeps the newest ${KEPT} of the latter, so a server that opens the room later knows of no others.`,
    ),
  old: z
    .literal(true)
    .optional()
    .describe(
      'Some of its entries were recorded by an older version, which took the word of a write for what it did. They are shown as that version showed them: their effect is their amount.',
    ),
})
export type AccountView = z.infer<typeof AccountView>
