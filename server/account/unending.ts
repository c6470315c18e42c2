import { KEPT_SECONDS } from '../redis/keys.ts'
import { type Script, script } from '../redis/script.ts'
import type { Command, Reply } from '../redis/wire.ts'

type Ask = (command: Command) => Promise<Reply>

/** The TTL of a lock or fence that the strategy gave none: it must not outlive its room. */
export const UNENDING_MS = KEPT_SECONDS * 1000
/** No strategy sets a longer TTL. */
const LONGEST_MS = UNENDING_MS / 2

/** Whether Redis' answer to `PTTL` is that of a key which the strategy gave no TTL. */
export const isUnending = (pttl: number): boolean => pttl === -1 || pttl > LONGEST_MS

/** `PTTL` as the strategy sees it: −1 for a key that it gave no TTL. */
export const ownTtl = (pttl: number): number => (isUnending(pttl) ? -1 : pttl)

/** Lua: `keep_with_room(key)` lets a key without a TTL of the strategy's own expire with the room. */
export const KEEP_WITH_ROOM = `
local function keep_with_room(key)
  local left = redis.call('PTTL', key)
  if left == -1 or left > ${LONGEST_MS} then redis.call('PEXPIRE', key, '${UNENDING_MS}') end
end
`

/** A strategy's script for the lock and the fence. What it creates expires, unless it fails half-way. */
export const lockScript = (source: string): Script =>
  // On the first line, so that the line numbers in errors are the strategy's own.
  script(`local strategy = function(KEYS, ARGV) ${source}
end
${KEEP_WITH_ROOM}
local answer = strategy(KEYS, ARGV)
keep_with_room(KEYS[1])
keep_with_room(KEYS[2])
return answer
`)

/** Lets the lock and the fence expire with the room, if they have no TTL. For scripts that do not do it themselves. */
export async function keepWithRoom(
  ask: Ask,
  { lock, fence }: { lock: string; fence: string },
): Promise<void> {
  await Promise.all([lock, fence].map((key) => ask(['EXPIRE', key, String(KEPT_SECONDS), 'NX'])))
}

/** Whether a script of the account may use the lock or the fence: it names other keys than the first two. */
export const mayUseLock = (text = ''): boolean => /KEYS/.test(text.replaceAll(/KEYS\[[12]\]/g, ''))
