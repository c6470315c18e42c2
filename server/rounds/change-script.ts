import { Settings } from '../../shared/room-view.ts'
import { POWERS } from '../../shared/rounds/amounts.ts'
import { KEPT_SECONDS } from '../redis/keys.ts'
import { script } from '../redis/script.ts'
import { CLASS_LUA } from './pause-lua.ts'

const SETTINGS = Object.keys(Settings.shape)
const names = SETTINGS.map((name) => `'${name}'`).join(', ')

/**
 * Moves the class of a room from one phase to the next, with all that belongs to it, or does nothing. KEYS: 1 class,
 * 2 room, 3 rounds, 4 to 6 balance, version and expected of the epoch that is opened or closed, 7 the answers of the
 * round that is dropped, 8 players. ARGV: the number that it leaves, channel, the change as JSON (`Change`).
 * Answers {'done'}, {'moved'} (another number), {'early', milliseconds}, {'paused'} (the deadline was not watched),
 * {'epoch', current} (the epoch that it was to open is not the next one) or {'gone'} (there is no such room).
 */
export const CHANGE = script(`${CLASS_LUA}
if redis.call('EXISTS', KEYS[2]) == 0 then return {'gone'} end
if (class('number') == '' and '0' or class('number')) ~= ARGV[1] then return {'moved'} end
local change = cjson.decode(ARGV[3])
local now = milliseconds()
local function keep(key) redis.call('EXPIRE', key, ${KEPT_SECONDS}) end

if change.timeUp then
  local deadline = tonumber(class('deadline'))
  if class('paused') == '1' or not deadline then return {'moved'} end
  if deadline > now then return {'early', deadline - now} end
  if pause_unwatched(now) then
    publish(ARGV[2])
    return {'paused'}
  end
end

local epoch = tonumber(redis.call('HGET', KEYS[2], 'epoch'))
if change.open and epoch + 1 ~= change.open.epoch then return {'epoch', epoch} end

local function settings_now()
  local values, found = redis.call('HMGET', KEYS[2], ${names}), {}
  for i, name in ipairs({ ${names} }) do
    if values[i] then found[name] = values[i] end
  end
  return found
end
local function write_settings(settings)
  for name, value in pairs(settings) do redis.call('HSET', KEYS[2], name, value) end
end
local base = class('base')
if change.settings then
  -- Only what rounds change is kept aside: what the host sets between them stays.
  local kept = base == '' and {} or cjson.decode(base)
  write_settings(kept)
  local before = settings_now()
  for name in pairs(change.settings) do kept[name] = kept[name] or before[name] end
  redis.call('HSET', KEYS[1], 'base', cjson.encode(kept))
  if class('freeOpening') == '' then redis.call('HSET', KEYS[1], 'freeOpening', redis.call('HGET', KEYS[2], 'opening')) end
  write_settings(change.settings)
end
if change.restore and base ~= '' then
  write_settings(cjson.decode(base))
  redis.call('HSET', KEYS[1], 'base', '')
end

local function open_account(opening)
  redis.call('HSET', KEYS[2], 'epoch', text_of(epoch + 1), 'opening', opening)
  redis.call('SET', KEYS[4], opening, 'EX', ${KEPT_SECONDS})
  redis.call('SET', KEYS[5], '0', 'EX', ${KEPT_SECONDS})
  redis.call('SET', KEYS[6], opening, 'EX', ${KEPT_SECONDS})
end
local function first_players()
  local seated, ids = {}, {}
  for _, text in ipairs(redis.call('HVALS', KEYS[8])) do
    local player = cjson.decode(text)
    if player.state == 'in' then table.insert(seated, player) end
  end
  table.sort(seated, function(one, other) return one.number < other.number end)
  for i = 1, math.min(#seated, ${POWERS}) do ids[i] = seated[i].id end
  return table.concat(ids, ' ')
end
if change.open and change.open.meta then
  open_account(change.open.opening)
  redis.call('HSET', KEYS[2], 'gate', 'closed', 'round:' .. text_of(epoch + 1), '1')
  local round = text_of(change.open.round)
  -- Also when a player leaves, each keeps the deposit that was theirs.
  redis.call('HSET', KEYS[1], 'order', first_players())
  redis.call('HSET', KEYS[3], round, change.open.meta, round .. ':settings', cjson.encode(settings_now()), round .. ':epoch', text_of(epoch + 1))
elseif change.open then
  local opening = class('freeOpening')
  open_account(opening == '' and change.open.opening or opening)
  redis.call('HSET', KEYS[2], 'gate', '')
  redis.call('HSET', KEYS[1], 'freeOpening', '')
end
if change.start then
  redis.call('HSET', KEYS[2], 'gate', '')
  redis.call('HSET', KEYS[3], text_of(change.start) .. ':started', text_of(now))
end
if change.close then
  redis.call('HSET', KEYS[2], 'gate', 'closed')
  local function stored(key)
    local value = redis.pcall('GET', key)
    return type(value) == 'string' and value or ''
  end
  local closed = { at = now, balance = stored(KEYS[4]), version = stored(KEYS[5]), expected = stored(KEYS[6]) }
  redis.call('HSET', KEYS[3], text_of(change.close) .. ':closed', cjson.encode(closed))
end
if change.drop then redis.call('DEL', KEYS[7]) end

for field, value in pairs(change.set) do redis.call('HSET', KEYS[1], field, value) end
local number = redis.call('HINCRBY', KEYS[1], 'number', 1)
redis.call('HSET', KEYS[1], 'began', number, 'startedAt', text_of(now), 'watched', text_of(now), 'paused', '0', 'left', '')
redis.call('HSET', KEYS[1], 'deadline', change.ms and text_of(now + change.ms) or '')
for i = 1, 3 do keep(KEYS[i]) end
publish(ARGV[2])
if change.open or change.settings or change.restore then redis.pcall('PUBLISH', ARGV[2], '{"kind":"room"}') end
return {'done'}
`)

/**
 * Pauses a phase, resumes it, or changes its deadline. KEYS: class. ARGV: the number that it leaves, channel, 'pause',
 * 'resume' or 'extend', milliseconds (0: no deadline). Answers 'done', 'moved' or 'not-now'.
 */
export const TIMING = script(`${CLASS_LUA}
if (class('number') == '' and '0' or class('number')) ~= ARGV[1] then return 'moved' end
if not PAUSABLE[class('phase')] then return 'not-now' end
local now = milliseconds()
local deadline, left, paused = tonumber(class('deadline')), tonumber(class('left')), class('paused') == '1'
if ARGV[3] == 'pause' then
  if paused then return 'not-now' end
  pause(deadline and text_of(math.max(0, deadline - now)) or '')
elseif ARGV[3] == 'resume' then
  if not paused then return 'not-now' end
  redis.call('HSET', KEYS[1], 'paused', '0', 'left', '', 'watched', text_of(now), 'deadline', left and text_of(now + left) or '')
  redis.call('HINCRBY', KEYS[1], 'number', 1)
else
  local more = tonumber(ARGV[4])
  if class('phase') == 'countdown' then return 'not-now' end
  if more == 0 then
    deadline, left = nil, nil
  elseif paused then
    left = (left or 0) + more
  else
    deadline = (deadline or now) + more
  end
  if class('phase') ~= 'running' then redis.call('HSET', KEYS[1], 'untimed', more == 0 and '1' or '0') end
  redis.call('HSET', KEYS[1], 'deadline', deadline and not paused and text_of(deadline) or '', 'left', paused and left and text_of(left) or '')
  redis.call('HINCRBY', KEYS[1], 'number', 1)
end
publish(ARGV[2])
return 'done'
`)

/**
 * Says that a page is connected. If none was for too long, the phase is paused first. KEYS: class. ARGV: channel.
 * Answers 1 when it has paused the phase.
 */
export const WATCH = script(`${CLASS_LUA}
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
local now = milliseconds()
local paused = pause_unwatched(now)
redis.call('HSET', KEYS[1], 'watched', text_of(now))
if paused then publish(ARGV[1]) end
return paused and 1 or 0
`)

/** Gives one more hint. It is no change of the phase. KEYS: class. ARGV: number, channel. Answers 'done' or 'moved'. */
export const HINT = script(`${CLASS_LUA}
if class('number') ~= ARGV[1] then return 'moved' end
redis.call('HINCRBY', KEYS[1], 'hints', 1)
publish(ARGV[2])
return 'done'
`)
