import { script } from '../redis/script.ts'
import { HERE } from './seat-scripts.ts'

/**
 * Stores the request of a browser for the seat of a player who is away, or keeps it alive. Requests whose browser no
 * longer asks are deleted. KEYS: room, players, presence, requests, seen. ARGV: the request's id, the key of the nickname, the
 * hash of the new secret, two digits to begin with, channel, milliseconds that a request lives, most of them, TTL.
 * Answers {'request-seat', JSON} or {'error', code}.
 */
export const REQUEST = script(`${HERE}
if redis.call('EXISTS', KEYS[1]) == 0 then return {'error', 'unknown-room'} end
local now = milliseconds()
local waiting, used = 0, {}
local all = redis.call('HGETALL', KEYS[4])
for i = 1, #all, 2 do
  local request = cjson.decode(all[i + 1])
  if now - request.at > tonumber(ARGV[6]) * (request.state == 'waiting' and 1 or 60) then
    redis.call('HDEL', KEYS[4], all[i])
  elseif all[i] == ARGV[1] then
    if request.secretHash ~= ARGV[3] then return {'error', 'cannot-resume'} end
    if request.state == 'waiting' then
      request.at = now
      redis.call('HSET', KEYS[4], ARGV[1], cjson.encode(request))
    end
    return {'request', cjson.encode(request)}
  elseif request.state == 'waiting' then
    waiting = waiting + 1
    used[request.digits] = true
  end
end
if waiting >= tonumber(ARGV[7]) then return {'error', 'slow-down'} end
local player
for _, text in ipairs(redis.call('HVALS', KEYS[2])) do
  local one = cjson.decode(text)
  if one.state == 'in' and one.key == ARGV[2] then
    player = one.id
    if one.bot then return {'error', 'player-is-here'} end
  end
end
if not player then return {'error', 'unknown-player'} end
if isHere(KEYS[3], KEYS[5], player, now) then return {'error', 'player-is-here'} end
local digits = tonumber(ARGV[4])
while used[tostring(digits)] do digits = digits < 99 and digits + 1 or 10 end
local request = { player = player, secretHash = ARGV[3], digits = tostring(digits), state = 'waiting', at = now }
redis.call('HSET', KEYS[4], ARGV[1], cjson.encode(request))
redis.call('EXPIRE', KEYS[4], ARGV[8])
redis.pcall('PUBLISH', ARGV[5], '{"kind":"seat-requests"}')
return {'request', cjson.encode(request)}
`)

/**
 * Carries out the host's answer to a request: the browser that asked may take the seat with its secret, and other
 * requests for the same seat are refused. Until it has come, the seat keeps its old secret: it may have been closed.
 * KEYS: room, players, presence, requests, seen. ARGV: the request's id, `granted` or `refused`, channel, milliseconds that a
 * request lives. Answers an error's code, or nil.
 */
export const ANSWER = script(`${HERE}
local text = redis.call('HGET', KEYS[4], ARGV[1])
local request = text and cjson.decode(text)
local now = milliseconds()
if not request or request.state ~= 'waiting' or now - request.at > tonumber(ARGV[4]) then return 'unknown-request' end
if ARGV[2] == 'granted' then
  local stored = redis.call('HGET', KEYS[2], request.player)
  local player = stored and cjson.decode(stored)
  if not player or player.state ~= 'in' then return 'unknown-player' end
  if isHere(KEYS[3], KEYS[5], request.player, now) then return 'player-is-here' end
  player.granted = request.secretHash
  redis.call('HSET', KEYS[2], request.player, cjson.encode(player))
  local all = redis.call('HGETALL', KEYS[4])
  for i = 1, #all, 2 do
    local other = cjson.decode(all[i + 1])
    if other.player == request.player and other.state == 'waiting' then
      other.state = 'refused'
      redis.call('HSET', KEYS[4], all[i], cjson.encode(other))
    end
  end
end
request.state = ARGV[2]
redis.call('HSET', KEYS[4], ARGV[1], cjson.encode(request))
redis.pcall('PUBLISH', ARGV[3], '{"kind":"seat-requests"}')
return false
`)
