import { BankError } from '../../shared/errors.ts'
import { NODE_KEYS } from '../redis/keys.ts'
import { runScript } from '../redis/run-script.ts'
import { script } from '../redis/script.ts'
import type { Wire } from '../redis/wire.ts'
import { HEAD } from './register-scripts.ts'

/**
 * Tells a node to end itself; it learns this when it next confirms its name. KEYS: nodes. ARGV: its name, the channel.
 * Answers 'told', 'unknown' or 'not-allowed'.
 */
const DOOM = script(`${HEAD}
local text = redis.call('HGET', KEYS[1], ARGV[1])
local holder = text and held(text)
if not holder or holder.gone then return 'unknown' end
if not holder.mortal then return 'not-allowed' end
holder.doomed = true
redis.call('HSET', KEYS[1], ARGV[1], cjson.encode(holder))
redis.pcall('PUBLISH', ARGV[2], 'changed')
return 'told'
`)

/** Makes the node of that name end itself. Throws `BankError` `unknown-node`, `chaos-not-allowed`. */
export async function killNode(wire: Pick<Wire, 'command'>, name: string): Promise<void> {
  const { nodes, channel } = NODE_KEYS
  const answer = await runScript((command) => wire.command(command), DOOM, [nodes], [name, channel])
  if (answer === 'unknown') throw new BankError('unknown-node')
  if (answer === 'not-allowed') throw new BankError('chaos-not-allowed')
}
