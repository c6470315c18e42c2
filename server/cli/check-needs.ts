import type { Strategy } from '../account/account.ts'
import { lackingIn, needText } from '../account/needs.ts'
import type { Endpoint } from '../engine/endpoint.ts'
import { connect } from '../redis/connect.ts'
import { UsageError } from '../terminal/parse-argv.ts'

/** Throws `UsageError` with the sentence for people when the strategy needs what that Redis does not have. */
export async function checkNeeds({ needs }: Pick<Strategy, 'needs'>, to: Endpoint | string): Promise<void> {
  if (needs === undefined) return
  const wire = await connect('ioredis', to)
  try {
    if ((await lackingIn(wire)).has(needs)) throw new UsageError(`error: ${needText(needs)}`)
  } finally {
    await wire.close()
  }
}
