import { accountKeys, KEPT_SECONDS } from '../redis/keys.ts'
import { runScript } from '../redis/run-script.ts'
import { script } from '../redis/script.ts'
import type { Wire } from '../redis/wire.ts'

/**
 * Admits a transaction if its player has not used up the number of the round; one that was admitted stays so.
 * KEYS: fired. ARGV: player, transaction, how many. Answers 1 when it may run.
 */
const ADMIT = script(`
local field = ARGV[1] .. ' ' .. ARGV[2]
if redis.call('HEXISTS', KEYS[1], field) == 1 then return 1 end
if tonumber(redis.call('HGET', KEYS[1], ARGV[1]) or '0') >= tonumber(ARGV[3]) then return 0 end
redis.call('HINCRBY', KEYS[1], ARGV[1], 1)
redis.call('HSET', KEYS[1], field, '1')
redis.call('EXPIRE', KEYS[1], ${KEPT_SECONDS})
return 1
`)

export interface Admitted {
  epoch: number
  player: string
  tx: string
  most: number
}

/** Whether the player may fire this transaction in a round with so many of each player. */
export async function admit(
  wire: Wire,
  code: string,
  { epoch, player, tx, most }: Admitted,
): Promise<boolean> {
  const keys = [accountKeys(code, epoch).fired]
  const answer = await runScript((command) => wire.command(command), ADMIT, keys, [player, tx, String(most)])
  return answer === 1
}
