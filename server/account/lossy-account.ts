import { NoAnswer } from '../redis/wire.ts'
import type { Account } from './account.ts'
import { createInterceptedAccount } from './intercepted-account.ts'

/** The same account, but `percent` of the writes lose their reply. The write itself is carried out. */
export function createLossyAccount<R>(
  account: Account<R>,
  percent: number,
  random = Math.random,
): Account<R> {
  return createInterceptedAccount(account, async ({ writes }, run) => {
    const answer = await run()
    if (writes && random() * 100 < percent) throw new NoAnswer('the reply was lost on purpose')
    return answer
  })
}
