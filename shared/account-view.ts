import { z } from 'zod'

const Tally = z.object({ count: z.int().nonnegative(), sum: z.int() })

/** The account as everyone sees it, at one version. Whole units. */
export const AccountView = z.object({
  opening: z.int(),
  version: z.int().nonnegative(),
  /** Opening + every acknowledged amount, each transaction once. */
  expected: z.int(),
  /** What `GET` says; `null` when it says something that is no whole number. */
  actual: z.int().nullable(),
  /** Effect of writes from outside (`redis-cli SET`) that is in the actual balance. */
  outside: z.int(),
  applied: z.int().nonnegative(),
  lostDeposits: Tally,
  lostWithdrawals: Tally,
  doubled: Tally,
  conflicts: z.int().nonnegative(),
})
export type AccountView = z.infer<typeof AccountView>
