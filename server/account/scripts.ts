import { LIMITS } from '../../shared/limits.ts'
import { type Script, script } from './cluster/sharded.ts'
import { KEPT_SECONDS, SEGMENT, UNAPPLIED_KEPT } from './keys.ts'
import { type Command, RefusedByRedis, type Reply } from './wire.ts'

export { type Script, script }

/** The plain writes, as the body of the commit's write. KEYS[1] is the balance, ARGV the strategy's arguments. */
export const SET = `redis.call('SET', KEYS[1], ARGV[1])`
export const INCRBY = `redis.call('INCRBY', KEYS[1], ARGV[1])`

/**
 * The commit: the racing write and its record, all or nothing, in one script.
 *
 * KEYS: 1 balance, 2 version, 3 lock, 4 fence, 5 expected, 6 room, 7 receipt, 8 and 9 the journal's segments
 * `segment` and `segment + 1`. ARGV: the write's own arguments, then the record as JSON.
 * Answers {'receipt', json} | {'moved', version} | {'refused', why} | {'conflict'}; the latter three wrote nothing.
 */
export function commitScript(write: string): Script {
  return script(`
local record = cjson.decode(ARGV[#ARGV])
local receipt = redis.call('GET', KEYS[7])
-- A blind retry books what was booked; what was settled as not applied stays so, like for everybody.
local applied = receipt and string.find(receipt, '"outcome":"applied"', 1, true)
if receipt and not (record.again and applied) then return {'receipt', receipt} end
if redis.call('HGET', KEYS[6], 'epoch') ~= record.epoch then return {'refused', 'account-reset'} end

local function whole(text)
  if not text then return nil end
  if text ~= '0' and not string.match(text, '^-?[1-9]%d*$') then return nil end
  return tonumber(text)
end
local function safe(n) return n ~= nil and n >= -${LIMITS.balance} and n <= ${LIMITS.balance} end

local function stored(key)
  local text = redis.pcall('GET', key)
  return type(text) == 'string' and text
end
local before = stored(KEYS[1])
if not safe(whole(before)) then return {'refused', 'balance-not-a-number'} end
local met = whole(stored(KEYS[2]))
local expected = whole(stored(KEYS[5]))
if not met or met < 0 or not expected then return {'refused', 'balance-not-a-number'} end
-- What it had read is gone: a copy that had missed it has taken over. It cannot be told what this would build on.
if record.parent and record.parent > met then return {'refused', 'read-forgotten'} end
local version = met + 1
local segment = math.floor(met / ${SEGMENT})
local journal
if segment == record.segment then journal = KEYS[8]
elseif segment == record.segment + 1 then journal = KEYS[9]
else return {'moved', tostring(met)} end
-- Somebody has deleted or changed part of the record: a write now could never be told truly.
local held = redis.pcall('LLEN', journal)
if held ~= met % ${SEGMENT} then return {'refused', 'record-damaged'} end

local ok, answer = pcall(function()
${write}
end)
local wrote = whole(redis.call('GET', KEYS[1]))
if not ok or not safe(wrote) or answer == 'conflict' or answer == 'rejected' then
  redis.call('SET', KEYS[1], before, 'EX', ${KEPT_SECONDS})
  if not ok then return {'refused', 'strategy-error', tostring(answer)} end
  if answer == 'conflict' then return {'conflict'} end
  if answer == 'rejected' then return {'refused', 'overdraft'} end
  return {'refused', 'beyond-limits'}
end

local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
redis.call('EXPIRE', KEYS[1], ${KEPT_SECONDS})
redis.call('SET', KEYS[2], string.format('%.0f', version), 'EX', ${KEPT_SECONDS})
if not receipt then
  expected = expected + record.amount
  redis.call('SET', KEYS[5], string.format('%.0f', expected), 'EX', ${KEPT_SECONDS})
end
local entry = {
  version = version, parent = record.parent or met, tx = record.tx, player = record.player, amount = record.amount,
  seen = record.seen or tonumber(before), wrote = wrote, attempts = record.attempts, node = record.node,
  readAt = math.min(record.readAt or now, now), wroteAt = now, expected = expected,
}
if receipt then entry.again = true end
local text = cjson.encode(entry)
if redis.call('RPUSH', journal, text) == 1 then redis.call('EXPIRE', journal, ${KEPT_SECONDS}) end
receipt = '{"outcome":"applied","entry":' .. text .. '}'
redis.call('SET', KEYS[7], receipt, 'EX', ${KEPT_SECONDS})
redis.pcall('PUBLISH', record.channel, '{"kind":"entry","epoch":' .. record.epoch .. ',"entry":' .. text .. '}')
return {'receipt', receipt}
`)
}

/**
 * Settles a transaction for good: the receipt that is there, or the one given, whoever stores first. KEYS: receipt,
 * those that were not applied. ARGV: the receipt to store if there is none, the channel, what to tell there then, and
 * what to add to those that were not applied ('' for nothing). Answers the receipt in force.
 */
export const DECIDE = script(`
local receipt = redis.call('GET', KEYS[1])
if receipt then return receipt end
redis.call('SET', KEYS[1], ARGV[1], 'EX', ${KEPT_SECONDS})
if ARGV[4] ~= '' then
  redis.pcall('RPUSH', KEYS[2], ARGV[4])
  redis.pcall('LTRIM', KEYS[2], '-${UNAPPLIED_KEPT}', '-1')
  redis.pcall('EXPIRE', KEYS[2], ${KEPT_SECONDS})
end
redis.pcall('PUBLISH', ARGV[2], ARGV[3])
return ARGV[1]
`)

/** The script as one command by its text. In a MULTI block a missing script could not be sent again. */
export const evalCommand = ({ text }: Script, keys: readonly string[], args: readonly string[]): Command => [
  'EVAL',
  text,
  String(keys.length),
  ...keys,
  ...args,
]

/** EVALSHA, and EVAL when Redis has forgotten the script (restart, failover, SCRIPT FLUSH): a definite refusal. */
export async function runScript(
  send: (command: Command) => Promise<Reply>,
  script: Script,
  keys: readonly string[],
  args: readonly string[],
): Promise<Reply> {
  try {
    return await send(['EVALSHA', script.sha, String(keys.length), ...keys, ...args])
  } catch (error) {
    if (!(error instanceof RefusedByRedis) || error.code !== 'NOSCRIPT') throw error
    return send(evalCommand(script, keys, args))
  }
}
