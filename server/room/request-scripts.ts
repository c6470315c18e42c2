import { script } from '../redis/script.ts'
import { HOSTS } from './host-scripts.ts'
import { HERE } from './seat-scripts.ts'

/**
 * Stores a browser's request to a host, or keeps it alive: for the seat of a player who is away, or to be made a host.
 * Requests whose browser no longer asks are deleted. A player has one request to be made a host; another one replaces it
 * and keeps its digits. KEYS: room, players, presence, requests, seen, hosts. ARGV: the request as JSON (request, asks,
 * `key` of the nickname or `player`, secretHash, digits to begin with), channel, milliseconds that a request lives, most
 * of its kind, TTL, milliseconds that a request to be made a host waits, milliseconds that a refused player is refused.
 * Answers {'request', JSON} or {'error', code}.
 */
export const REQUEST = script(`${HERE}${HOSTS}
if redis.call('EXISTS', KEYS[1]) == 0 then return {'error', 'unknown-room'} end
local asked = cjson.decode(ARGV[1])
local now = milliseconds()
local waiting, used, replaced = 0, {}, nil
local function tell() redis.pcall('PUBLISH', ARGV[2], '{"kind":"requests"}') end
local function stored(request)
  redis.call('HSET', KEYS[4], asked.request, cjson.encode(request))
  redis.call('EXPIRE', KEYS[4], ARGV[5])
  return {'request', cjson.encode(request)}
end
if asked.asks == 'host' and hostWith(KEYS[6], asked.secretHash) then
  -- The same browser: it has not heard the answer, or has lost its request.
  return {'request', cjson.encode({ asks = 'host', player = asked.player, digits = '', state = 'granted', at = now })}
end
local all = redis.call('HGETALL', KEYS[4])
for i = 1, #all, 2 do
  local request = cjson.decode(all[i + 1])
  local same = request.asks == asked.asks and request.player == asked.player
  if now - request.at > tonumber(ARGV[3]) * (request.state == 'waiting' and 1 or 60) then
    redis.call('HDEL', KEYS[4], all[i])
  elseif all[i] == asked.request then
    if request.secretHash ~= asked.secretHash then return {'error', 'cannot-resume'} end
    -- Of a request that was granted the rights may have been revoked since.
    if request.state == 'granted' and request.asks == 'host' then request.state = 'refused' end
    if request.state ~= 'waiting' then return {'request', cjson.encode(request)} end
    request.at = now
    if request.asks == 'host' and now - request.since > tonumber(ARGV[6]) then
      request.state = 'expired'
      tell()
    end
    return stored(request)
  elseif request.state == 'waiting' and asked.asks == 'host' and same then
    replaced = all[i]
    asked.digits = request.digits
    asked.since = request.since
  elseif request.state == 'waiting' then
    if request.asks == asked.asks then waiting = waiting + 1 end
    used[request.digits] = true
  elseif request.state == 'refused' and asked.asks == 'host' and same and now - request.at < tonumber(ARGV[7]) then
    return {'error', 'request-refused'}
  end
end
if waiting >= tonumber(ARGV[4]) then return {'error', 'slow-down'} end
local player
for _, text in ipairs(redis.call('HVALS', KEYS[2])) do
  local one = cjson.decode(text)
  if one.state == 'in' and (one.key == asked.key or one.id == asked.player) then
    player = one.id
    if one.bot then return {'error', 'player-is-here'} end
  end
end
if not player then return {'error', 'unknown-player'} end
if asked.asks == 'seat' and isHere(KEYS[3], KEYS[5], player, now) then return {'error', 'player-is-here'} end
if replaced then redis.call('HDEL', KEYS[4], replaced) end
local digits = tonumber(asked.digits)
while used[tostring(digits)] do digits = digits < 99 and digits + 1 or 10 end
tell()
return stored({
  asks = asked.asks, player = player, secretHash = asked.secretHash, digits = tostring(digits),
  state = 'waiting', since = asked.since or now, at = now
})
`)

/**
 * Carries out the host's answer to a request; of two hosts the first to answer decides. A browser that gets a seat may
 * take it with its secret, and other requests for the same seat are refused. Until it has come, the seat keeps its old
 * secret: it may have been closed. A browser that becomes a host is one at once. KEYS: room, players, presence, requests, seen, hosts.
 * ARGV: the request's id, `granted` or `refused`, channel, milliseconds that a request lives, the id of a new host, TTL,
 * most hosts, milliseconds that a request to be made a host waits. Answers an error's code, or nil.
 */
export const ANSWER = script(`${HERE}${HOSTS}
local text = redis.call('HGET', KEYS[4], ARGV[1])
local request = text and cjson.decode(text)
local now = milliseconds()
if not request or request.state ~= 'waiting' or now - request.at > tonumber(ARGV[4]) then return 'unknown-request' end
if request.asks == 'host' and now - request.since > tonumber(ARGV[8]) then return 'unknown-request' end
if ARGV[2] == 'granted' then
  local stored = redis.call('HGET', KEYS[2], request.player)
  local player = stored and cjson.decode(stored)
  if not player or player.state ~= 'in' then return 'unknown-player' end
  if request.asks == 'host' then
    if redis.call('HLEN', KEYS[6]) >= tonumber(ARGV[7]) then return 'too-many-hosts' end
    local host = { id = ARGV[5], secretHash = request.secretHash, made = 'granted', player = request.player, at = now }
    addHost(KEYS[1], KEYS[6], host, ARGV[3], ARGV[6])
  else
    if isHere(KEYS[3], KEYS[5], request.player, now) then return 'player-is-here' end
    player.granted = request.secretHash
    redis.call('HSET', KEYS[2], request.player, cjson.encode(player))
    local all = redis.call('HGETALL', KEYS[4])
    for i = 1, #all, 2 do
      local other = cjson.decode(all[i + 1])
      if other.asks == 'seat' and other.player == request.player and other.state == 'waiting' then
        other.state = 'refused'
        redis.call('HSET', KEYS[4], all[i], cjson.encode(other))
      end
    end
  end
end
request.state = ARGV[2]
request.at = now
redis.call('HSET', KEYS[4], ARGV[1], cjson.encode(request))
redis.pcall('PUBLISH', ARGV[3], '{"kind":"requests"}')
return false
`)
