import { script } from '../redis/script.ts'

/** Lua: `now` in milliseconds on Redis' clock, and `held`, which returns a stored name's holder while it holds it. */
export const HEAD = `
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local function held(text)
  local ok, holder = pcall(cjson.decode, text)
  if ok and type(holder) == 'table' and tonumber(holder['until']) and tonumber(holder['until']) >= now then
    return holder
  end
end
`

/**
 * Claims a name for a node, or keeps the one it has: the wished name if it is free, else the first free one of A to Z,
 * then A2 to Z2 and so on. Deletes names that are no longer held. KEYS: nodes. ARGV: the node's id, for how many
 * milliseconds, the wished name or '', '1' if it may be killed, the channel. Answers the name, until when it is held,
 * whether the node has to end itself (1 or 0), and all nodes that are up, as JSON.
 */
export const CLAIM = script(`${HEAD}
local mine, changed, doomed = false, false, 0
local taken, up = {}, {}
local all = redis.call('HGETALL', KEYS[1])
for i = 1, #all, 2 do
  local name, holder = all[i], held(all[i + 1])
  if not holder then
    redis.call('HDEL', KEYS[1], name)
    changed = true
  elseif holder.id == ARGV[1] then
    mine = name
    changed = changed or holder.gone
    if holder.doomed then doomed = 1 end
  else
    taken[name] = true
    if not holder.gone then table.insert(up, { name = name, id = holder.id, mortal = holder.mortal }) end
  end
end
if not mine then
  changed = true
  if ARGV[3] ~= '' and not taken[ARGV[3]] then mine = ARGV[3] end
  local round = 1
  while not mine do
    for letter = 65, 90 do
      local name = string.char(letter) .. (round == 1 and '' or tostring(round))
      if not mine and not taken[name] then mine = name end
    end
    round = round + 1
  end
end
local until_ = now + tonumber(ARGV[2])
local mortal = ARGV[4] == '1'
-- Doomed until it is gone: the answer that says so may be lost.
local holder = { id = ARGV[1], ['until'] = until_, mortal = mortal, doomed = doomed == 1 or nil }
redis.call('HSET', KEYS[1], mine, cjson.encode(holder))
redis.call('PEXPIRE', KEYS[1], 6 * tonumber(ARGV[2]))
table.insert(up, { name = mine, id = ARGV[1], mortal = mortal })
if changed then redis.pcall('PUBLISH', ARGV[5], 'changed') end
return { mine, string.format('%.0f', until_), doomed, cjson.encode(up) }
`)

/** Marks a crashed node as gone; its name stays held until it expires. KEYS: nodes. ARGV: its id, channel. */
export const GONE = script(`${HEAD}
local all = redis.call('HGETALL', KEYS[1])
for i = 1, #all, 2 do
  local holder = held(all[i + 1])
  if holder and holder.id == ARGV[1] and not holder.gone then
    holder.gone = true
    redis.call('HSET', KEYS[1], all[i], cjson.encode(holder))
    redis.pcall('PUBLISH', ARGV[2], 'changed')
  end
end
return 1
`)

/** Frees the name of a node that stops. KEYS: nodes. ARGV: its id, channel. */
export const RELEASE = script(`${HEAD}
local all = redis.call('HGETALL', KEYS[1])
for i = 1, #all, 2 do
  local holder = held(all[i + 1])
  if holder and holder.id == ARGV[1] then
    redis.call('HDEL', KEYS[1], all[i])
    redis.pcall('PUBLISH', ARGV[2], 'changed')
  end
end
return 1
`)
