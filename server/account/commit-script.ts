import { LIMITS } from '../../shared/limits.ts'
import { KEPT_SECONDS, SEGMENT } from '../redis/keys.ts'
import { type Script, script } from '../redis/script.ts'
import { ADD_UNAPPLIED, CLOSED, OPEN } from './receipt-lua.ts'
import { KEEP_WITH_ROOM } from './unending.ts'
import { ANSWER_AS_TEXT, watchedScript } from './watched-script.ts'

/** The racing write that the commit script runs. KEYS[1] is the balance, ARGV the write's own arguments. */
export type WriteKind = 'set' | 'incrBy' | 'setIfEq' | 'takeBack' | { source: string }

/** Lua that writes, and sets `answer` when the write was refused. */
function writeOf(kind: WriteKind): string {
  if (typeof kind === 'object') return 'answer = run_strategy(KEYS, ARGV)'
  switch (kind) {
    case 'set':
      return `redis.call('SET', KEYS[1], ARGV[1])`
    case 'incrBy':
      return `redis.call('INCRBY', KEYS[1], ARGV[1])`
    case 'setIfEq':
      return `local done = redis.pcall('SET', KEYS[1], ARGV[1], 'IFEQ', ARGV[2])
if not done then answer = 'conflict'
elseif done.err then error({ err = 'SET … IFEQ, which Valkey has from 8.1 and Redis from 8.4 on: ' .. done.err }) end`
    case 'takeBack':
      return `redis.call('INCRBY', KEYS[1], string.format('%.0f', -record.amount))`
    default:
      return kind satisfies never
  }
}

/** Lua that finds out which version the write built on. It sets `basis`, `parent`, `seen` and perhaps `either`. */
function basisOf(kind: WriteKind): string {
  // The transaction has named the read, and the sum has been checked.
  if (kind === 'set') return `basis, parent, seen = 'read', record.parent, record.seen`
  // It has compared with the stored balance, but its sum may be that of an earlier read.
  if (kind === 'setIfEq') return earlierRead('')
  if (typeof kind !== 'object') return ''
  return `
if not watched.looked and record.reads then
  basis, parent, seen = 'read', record.reads[1].version, record.reads[1].balance
elseif not watched.looked then basis, parent = 'nothing', 0 end
if basis ~= 'nothing' then${earlierRead('elseif read.version ~= parent then either = read.version')}
end`
}

/** Lua that looks for an earlier read that explains the sum. `or`: its branch if the balance it met does, too. */
const earlierRead = (or: string): string => `
for _, read in ipairs(record.reads or {}) do
  if read.balance + record.amount == wrote then
    if seen + record.amount ~= wrote then basis, parent, seen = 'read', read.version, read.balance
    ${or} end
    break
  end
end`

/**
 * The commit: the racing write and its record, all or nothing, in one script.
 *
 * KEYS: 1 balance, 2 version, 3 lock, 4 fence, 5 expected, 6 room, 7 receipt, 8 and 9 the journal's segments
 * `segment` and `segment + 1`, 10 the unapplied transactions. ARGV: the write's own arguments, then the record as JSON.
 * Answers {'receipt', json} | {'moved', version} | {'refused', why, detail} | {'conflict'}; only the first may write.
 */
export function commitScript(kind: WriteKind): Script {
  const watched = typeof kind === 'object'
  return script(`${watched ? watchedScript(kind.source) : ''}
${watched ? ANSWER_AS_TEXT + KEEP_WITH_ROOM : ''}${ADD_UNAPPLIED}
local record = cjson.decode(ARGV[#ARGV])
local receipt = redis.call('GET', KEYS[7])
local function begins(text) return receipt and string.sub(receipt, 1, #text) == text end
local applied, open = begins('${CLOSED}'), begins('${OPEN}')
-- A blind retry books again what was applied. A transaction that was stored as not applied stays so.
if record.takeBack and not receipt then return {'refused', 'strategy-error', 'nothing is booked that could be taken back'} end
local books = not receipt or (record.again and applied) or (record.takeBack and open)
if not books then return {'receipt', receipt} end
local room = redis.call('HMGET', KEYS[6], 'epoch', 'gate', 'round:' .. record.epoch)
if room[1] ~= record.epoch then return {'refused', room[3] and 'round-over' or 'account-reset'} end
if room[2] == 'closed' then return {'refused', 'round-over'} end

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
-- The version it read is gone: a replica that had missed it has taken over. So its parent would be unknown.
if record.newest and record.newest > met then return {'refused', 'read-forgotten'} end
local version = met + 1
local segment = math.floor(met / ${SEGMENT})
local journal
if segment == record.segment then journal = KEYS[8]
elseif segment == record.segment + 1 then journal = KEYS[9]
else return {'moved', tostring(met)} end
-- Part of the record was deleted or changed from outside: a new entry would tell a false history.
local held = redis.pcall('LLEN', journal)
if held ~= met % ${SEGMENT} then return {'refused', 'record-damaged'} end

local answer
local ok, failure = pcall(function()
${writeOf(kind)}
end)
${watched ? 'keep_with_room(KEYS[3])\nkeep_with_room(KEYS[4])\n' : ''}local left = stored(KEYS[1])
local wrote = whole(left)
local refused
if not ok then
  if type(failure) == 'table' then failure = failure.err end
  refused = {'refused', 'strategy-error', tostring(failure)}
elseif answer == 'conflict' then refused = {'conflict'}
elseif answer == 'rejected' then refused = {'refused', 'overdraft', before, string.format('%.0f', met)}
${
  watched
    ? `elseif answer ~= nil then refused = {'refused', 'strategy-error', 'the script returned ' .. told(answer) .. ": it returns nothing, 'conflict' or 'rejected'"}
elseif not watched.wrote and wrote == whole(before) then refused = {'refused', 'wrote-nothing'}
`
    : ''
}elseif wrote == nil then
  local what = left and ("'" .. string.sub(left, 1, 40) .. "' as the balance, which is not a whole number") or 'no balance'
  refused = {'refused', 'strategy-error', 'the write left ' .. what}
elseif not safe(wrote) then refused = {'refused', 'beyond-limits', before, string.format('%.0f', met)} end
if refused then
  redis.call('SET', KEYS[1], before, 'EX', ${KEPT_SECONDS})
  redis.call('SET', KEYS[2], string.format('%.0f', met), 'EX', ${KEPT_SECONDS})
  return refused
end

local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local basis, parent, seen, either = 'met', met, whole(before), nil
${basisOf(kind)}
-- A second booking of the opposite amount, while the outcome is still open, takes the first one back.
local reverses
if receipt and open and wrote - seen == -record.amount then reverses = cjson.decode(receipt).entry.version end
local amount = record.amount
if reverses then amount = -amount end

redis.call('EXPIRE', KEYS[1], ${KEPT_SECONDS})
redis.call('SET', KEYS[2], string.format('%.0f', version), 'EX', ${KEPT_SECONDS})
if reverses or not receipt then
  expected = expected + amount
  redis.call('SET', KEYS[5], string.format('%.0f', expected), 'EX', ${KEPT_SECONDS})
end
local entry = {
  version = version, parent = parent, tx = record.tx, player = record.player, amount = amount,
  seen = seen, wrote = wrote, attempts = record.attempts, node = record.node,
  readAt = math.min(record.readAt or now, now), wroteAt = now, expected = expected,
  basis = basis, either = either, reverses = reverses, noOverdraft = record.noOverdraft,
  conflicts = record.conflicts,
}
if receipt and not reverses then entry.again = true end
local text = cjson.encode(entry)
if redis.call('RPUSH', journal, text) == 1 then redis.call('EXPIRE', journal, ${KEPT_SECONDS}) end
local unapplied
if reverses then
  local refusal = {
    outcome = 'rejected', why = 'taken-back', attempts = record.attempts, conflicts = record.conflicts, at = now,
    fromVersion = record.fromVersion, toVersion = version, noOverdraft = record.noOverdraft,
  }
  receipt = cjson.encode(refusal)
  refusal.tx, refusal.player, refusal.amount = record.tx, record.player, record.amount
  unapplied = cjson.encode(refusal)
  add_unapplied(KEYS[10], unapplied)
else
  receipt = (record.open and '${OPEN}' or '${CLOSED}') .. '"entry":' .. text .. '}'
end
redis.call('SET', KEYS[7], receipt, 'EX', ${KEPT_SECONDS})
local of_epoch = ',"epoch":' .. record.epoch
redis.pcall('PUBLISH', record.channel, '{"kind":"entry"' .. of_epoch .. ',"entry":' .. text .. '}')
if unapplied then redis.pcall('PUBLISH', record.channel, '{"kind":"unapplied"' .. of_epoch .. ',"unapplied":' .. unapplied .. '}') end
return {'receipt', receipt}
`)
}
