import { script } from '../redis/script.ts'

/** Milliseconds that a player counts as present after asking for their seat: until a node has reported them. */
const ARRIVING_MS = 3000

/**
 * Lua. `playersHere`: which players are connected, by the reports of all nodes that have not expired, and until when
 * an expired report was valid that names a player. `now`: milliseconds.
 */
export const HERE = `
local function milliseconds()
  local time = redis.call('TIME')
  return tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end
local function playersHere(presence, now)
  local here, last = {}, {}
  for _, text in ipairs(redis.call('HVALS', presence)) do
    local until_, said = string.match(text, '^(%d+) (.*)$')
    if until_ then
      local fine, report = pcall(cjson.decode, said)
      if fine and type(report) == 'table' and type(report.players) == 'table' then
        for player in pairs(report.players) do
          if tonumber(until_) >= now then here[player] = true end
          last[player] = math.max(last[player] or 0, tonumber(until_))
        end
      end
    end
  end
  return here, last
end
-- A player counts as present, too, between the request for their seat and the first report of their node.
local function isHere(presence, seen, player, now)
  local arriving = tonumber(redis.call('HGET', seen, player) or '')
  return playersHere(presence, now)[player] or (arriving ~= nil and arriving > now)
end
`

/**
 * Adds a player, or changes a nickname or state, atomically with the checks. The rights of a host that were granted to a
 * player end when they leave, and so does their request for them. KEYS: room, players, presence, seen, hosts, requests. ARGV:
 * the change as JSON, channel, TTL, most players, most ever, milliseconds that an absent player keeps the nickname.
 * Answers {'player', record as JSON}, {'error', code}, {'away', nickname, milliseconds until it is free} or
 * {'judge', JSON}: by id, the nicknames that look like the new one (`alike`), and those of absent players who lose
 * theirs to it (`freed`). The script is run again with those that may stand beside it, and with what the others are
 * called then.
 */
export const CHANGE = script(`${HERE}
if redis.call('EXISTS', KEYS[1]) == 0 then return {'error', 'unknown-room'} end
local change = cjson.decode(ARGV[1])
local stored = redis.call('HGET', KEYS[2], change.id)
local player = stored and cjson.decode(stored)
if not stored and not change.joins then return {'error', 'unknown-player'} end
if player and player.state == 'kicked' then return {'error', 'cannot-resume'} end
local now = milliseconds()
if player and change.joins then
  if player.secretHash ~= change.secretHash then return {'error', 'cannot-resume'} end
  if player.state == 'in' then
    player.attempt = nil
    stored = cjson.encode(player)
    redis.call('HSET', KEYS[2], player.id, stored)
    redis.call('HSET', KEYS[4], player.id, string.format('%.0f', now + ${ARRIVING_MS}))
    redis.call('EXPIRE', KEYS[4], ARGV[3])
    return {'player', stored}
  end
end
if player and not change.joins and change.attempt and player.attempt ~= change.attempt then
  return {'player', stored}
end
local freed = {}
if change.key then
  local present, judge, others, newestBot = 0, false, {}, nil
  local ask = { alike = {}, freed = {} }
  for _, text in ipairs(redis.call('HVALS', KEYS[2])) do
    local other = cjson.decode(text)
    if other.state == 'in' and other.id ~= change.id then
      present = present + 1
      others[other.key] = true
      if other.bot and (not newestBot or other.number > newestBot.number) then newestBot = other end
      if other.key == change.key then
        local here, last = playersHere(KEYS[3], now)
        if here[other.id] or other.bot then return {'error', 'nickname-taken'} end
        local seen = tonumber(redis.call('HGET', KEYS[4], other.id) or '')
        if not seen then
          -- A seat of an older version: its minute begins now.
          seen = now
          redis.call('HSET', KEYS[4], other.id, string.format('%.0f', now))
          redis.call('EXPIRE', KEYS[4], ARGV[3])
        end
        -- After an outage of Redis no report is valid yet, and the last ones say who was here.
        local absent = now - math.max(seen, last[other.id] or 0)
        local left = tonumber(ARGV[6]) - absent
        if absent < 0 then return {'error', 'nickname-taken'} end
        if left > 0 then return {'away', other.nickname, string.format('%.0f', left)} end
        if change.freed[other.id] then
          table.insert(freed, other)
        else
          ask.freed[other.id] = other.nickname
          judge = true
        end
      elseif change.beside[other.id] ~= other.nickname then
        local same = not other.looks
        for look in string.gmatch(change.looks, '[^\\n]+') do
          same = same or string.find('\\n' .. other.looks .. '\\n', '\\n' .. look .. '\\n', 1, true)
        end
        if same then
          ask.alike[other.id] = other.nickname
          judge = true
        end
      end
    end
  end
  if judge then return {'judge', cjson.encode(ask)} end
  local seated = player and player.state == 'in'
  if not seated and redis.call('HLEN', KEYS[2]) >= tonumber(ARGV[5]) then return {'error', 'room-full'} end
  if not seated and present >= tonumber(ARGV[4]) then
    if not newestBot then return {'error', 'room-full'} end
    -- It makes room for the person.
    newestBot.state = 'left'
    redis.call('HSET', KEYS[2], newestBot.id, cjson.encode(newestBot))
  end
  for _, other in ipairs(freed) do
    local called, n = change.freed[other.id], 2
    while others[called.key .. ' ' .. n] or change.key == called.key .. ' ' .. n do n = n + 1 end
    other.nickname = called.nickname .. ' ' .. n
    other.key = called.key .. ' ' .. n
    other.looks = string.gsub(called.looks, '[^\\n]+', '%0 ' .. n)
    others[other.key] = true
    redis.call('HSET', KEYS[2], other.id, cjson.encode(other))
  end
end
if not stored then
  player = { id = change.id, secretHash = change.secretHash, number = redis.call('HINCRBY', KEYS[1], 'joined', 1) }
end
player.nickname = change.nickname or player.nickname
player.key = change.key or player.key
player.looks = change.looks or player.looks
player.state = change.state or player.state
player.attempt = change.attempt or player.attempt
stored = cjson.encode(player)
redis.call('HSET', KEYS[2], player.id, stored)
redis.call('EXPIRE', KEYS[2], ARGV[3])
if change.joins then
  redis.call('HSET', KEYS[4], player.id, string.format('%.0f', now + ${ARRIVING_MS}))
  redis.call('EXPIRE', KEYS[4], ARGV[3])
end
redis.call('HINCRBY', KEYS[1], 'changes', 1)
redis.pcall('PUBLISH', ARGV[2], '{"kind":"players"}')
if player.state ~= 'in' then
  for _, text in ipairs(redis.call('HVALS', KEYS[5])) do
    local host = cjson.decode(text)
    if host.player == player.id and not host.first then
      redis.call('HDEL', KEYS[5], host.id)
      redis.call('HINCRBY', KEYS[1], 'hostChanges', 1)
      redis.pcall('PUBLISH', ARGV[2], '{"kind":"hosts"}')
    end
  end
  local requests = redis.call('HGETALL', KEYS[6])
  for i = 1, #requests, 2 do
    local request = cjson.decode(requests[i + 1])
    if request.asks == 'host' and request.player == player.id and request.state == 'waiting' then
      redis.call('HDEL', KEYS[6], requests[i])
      redis.pcall('PUBLISH', ARGV[2], '{"kind":"requests"}')
    end
  end
end
return {'player', stored}
`)

/**
 * Lets a player back in, also by the secret that a host has granted; the first of the two browsers to come has the seat.
 * From now on the player counts as present, so that the nickname stays theirs. KEYS: players, seen.
 * ARGV: the player's id, the hash of the secret, TTL. Answers the record, or nil when it is not that player's secret.
 */
export const RESUME = script(`${HERE}
local stored = redis.call('HGET', KEYS[1], ARGV[1])
if not stored then return false end
local player = cjson.decode(stored)
if player.state ~= 'in' then return false end
if player.granted and (player.granted == ARGV[2] or player.secretHash == ARGV[2]) then
  if player.granted == ARGV[2] then player.attempt = nil end
  player.secretHash = ARGV[2]
  player.granted = nil
  stored = cjson.encode(player)
  redis.call('HSET', KEYS[1], ARGV[1], stored)
end
if player.secretHash ~= ARGV[2] then return false end
redis.call('HSET', KEYS[2], ARGV[1], string.format('%.0f', milliseconds() + ${ARRIVING_MS}))
redis.call('EXPIRE', KEYS[2], ARGV[3])
return stored
`)
