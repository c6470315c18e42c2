import { roomKeys } from '../redis/keys.ts'
import { runScript } from '../redis/run-script.ts'
import { script } from '../redis/script.ts'
import type { Wire } from '../redis/wire.ts'
import { CLASS_LUA } from './pause-lua.ts'

/** Milliseconds until each node has had time to report: one that only runs bots is not in `presence`. */
const SOON_MS = 300

/**
 * A node says whether it still runs transactions of the round that settles. KEYS: class, presence. ARGV: the number of
 * the phase, the node's id, 'busy' or 'done'. Answers 1 when every node with players of the room, and every node that
 * has reported, is done.
 */
const REPORT = script(`${CLASS_LUA}
if class('number') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'node:' .. ARGV[2], ARGV[1] .. ' ' .. ARGV[3])
local now = milliseconds()
if now - tonumber(class('startedAt')) < ${SOON_MS} then return 0 end
local presence = redis.call('HGETALL', KEYS[2])
for i = 1, #presence, 2 do
  local until_ = tonumber(string.match(presence[i + 1], '^(%d+) '))
  if until_ and until_ >= now and class('node:' .. presence[i]) ~= ARGV[1] .. ' done' then return 0 end
end
local all = redis.call('HGETALL', KEYS[1])
for i = 1, #all, 2 do
  if string.sub(all[i], 1, 5) == 'node:' and all[i + 1] == ARGV[1] .. ' busy' then return 0 end
end
return 1
`)

/** Answers whether all nodes are done. `number`: that of the phase `settling`. */
export async function reportSettled(
  wire: Wire,
  code: string,
  { number, node, busy }: { number: number; node: string; busy: boolean },
): Promise<boolean> {
  const keys = roomKeys(code)
  const answer = await runScript(
    (command) => wire.command(command),
    REPORT,
    [keys.class, keys.presence],
    [String(number), node, busy ? 'busy' : 'done'],
  )
  return answer === 1
}
