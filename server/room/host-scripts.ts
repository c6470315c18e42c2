import { script } from '../redis/script.ts'
import { HERE } from './seat-scripts.ts'

/**
 * Lua. `addHost` stores a host device and tells all nodes; `hostWith` finds the one with that hash of a secret. `host`:
 * id, secretHash, made, at, perhaps player and first.
 */
export const HOSTS = `
local function addHost(room, hosts, host, channel, ttl)
  redis.call('HSET', hosts, host.id, cjson.encode(host))
  redis.call('EXPIRE', hosts, ttl)
  redis.call('HINCRBY', room, 'hostChanges', 1)
  redis.pcall('PUBLISH', channel, '{"kind":"hosts"}')
end
local function hostWith(hosts, secretHash)
  for _, text in ipairs(redis.call('HVALS', hosts)) do
    local host = cjson.decode(text)
    if host.secretHash == secretHash then return host end
  end
end
`

/**
 * Makes the host of a room that an older version recorded a host device: that version had one host, in the record.
 * KEYS: room, hosts. ARGV: the id of the device, TTL.
 */
export const ADOPT = script(`
local secretHash = redis.call('HGET', KEYS[1], 'hostHash')
if not secretHash or redis.call('EXISTS', KEYS[2]) == 1 then return 0 end
local host = { id = ARGV[1], secretHash = secretHash, made = 'opened', at = 0, first = true }
redis.call('HSET', KEYS[2], host.id, cjson.encode(host))
redis.call('EXPIRE', KEYS[2], ARGV[2])
return 1
`)

/** Stores a link that makes one browser a host. KEYS: room, links. ARGV: the hash of the link's secret, TTL. Answers 0 when the room is gone. */
export const ADD_LINK = script(`
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
redis.call('HSET', KEYS[2], ARGV[1], 'unused')
redis.call('EXPIRE', KEYS[2], ARGV[2])
return 1
`)

/**
 * Uses a link. The browser becomes the first host if the room has none. A browser that is a host does not use the link
 * up, so a re-send is harmless. KEYS: room, hosts, links. ARGV: the hash of the link's secret, the host as JSON without
 * `at` and `first`, channel, TTL, most hosts. Answers an error's code, or nil.
 */
export const USE_LINK = script(`${HERE}${HOSTS}
if redis.call('EXISTS', KEYS[1]) == 0 then return 'unknown-room' end
local host = cjson.decode(ARGV[2])
if hostWith(KEYS[2], host.secretHash) then return false end
local link = redis.call('HGET', KEYS[3], ARGV[1])
if not link then return 'unknown-host-link' end
if link ~= 'unused' then return 'host-link-used' end
local others = redis.call('HVALS', KEYS[2])
if #others >= tonumber(ARGV[5]) then return 'too-many-hosts' end
local first = true
for _, text in ipairs(others) do
  if cjson.decode(text).first then first = nil end
end
host.at = milliseconds()
host.first = first
redis.call('HSET', KEYS[3], ARGV[1], host.id)
addHost(KEYS[1], KEYS[2], host, ARGV[3], ARGV[4])
return false
`)

/** Takes a host device's rights away, unless it is the first one. KEYS: room, hosts. ARGV: its id, channel. Answers an error's code, or nil. */
export const REVOKE = script(`
local stored = redis.call('HGET', KEYS[2], ARGV[1])
if not stored or cjson.decode(stored).first then return 'unknown-host' end
redis.call('HDEL', KEYS[2], ARGV[1])
redis.call('HINCRBY', KEYS[1], 'hostChanges', 1)
redis.pcall('PUBLISH', ARGV[2], '{"kind":"hosts"}')
return false
`)
