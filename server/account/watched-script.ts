/**
 * A strategy's Lua script, wrapped so that its reads and writes of the balance are known. It gets the four documented
 * KEYS, all ARGV but the last, and a `redis` whose calls are watched. This text stands before the rest of the commit
 * script, so that the strategy's lines cannot see the rest.
 *
 * Defines `run_strategy(keys, argv)`, which raises the strategy's errors and answers its answer, and `watched`:
 * `looked`: it computed from, or compared with, the stored balance before it overwrote it; `wrote`: it wrote the
 * balance.
 */
export const watchedScript = (source: string): string =>
  // On the first line, so that the line numbers in errors are the strategy's own.
  // Before all locals of ours; and without `load`, `loadstring` and `_G`, which lead to the real `redis`.
  `local strategy = function(KEYS, ARGV, redis, server, _G, load, loadstring) ${source}
end
local watched = { looked = false, wrote = false, overwritten = false }
local run_strategy
do
-- Commands that read the balance and do not change it; that do neither; and that replace it without reading it.
local READS = ' GET MGET GETEX STRLEN GETRANGE SUBSTR GETBIT BITCOUNT BITPOS BITFIELD_RO DUMP LCS SORT SORT_RO '
local NEITHER = ' EXISTS TTL PTTL EXPIRETIME PEXPIRETIME TYPE TOUCH OBJECT EXPIRE PEXPIRE EXPIREAT PEXPIREAT PERSIST SETNX MSETNX RENAMENX '
local REPLACES = ' SETEX PSETEX MSET RESTORE DEL UNLINK GEOSEARCHSTORE SUNIONSTORE ZUNIONSTORE '
local COMPARES = ' GET IFEQ IFNE IFDEQ IFDNE '
local function is_in(names, name) return string.find(names, ' ' .. name .. ' ', 1, true) ~= nil end
-- SET key value [NX | XX | IFEQ other | …] [GET] […]
local function note_set(arguments, reply)
  local compares, only_new = false, false
  for i = 3, #arguments do
    local option = string.upper(tostring(arguments[i]))
    if option == 'NX' then only_new = true end
    if is_in(COMPARES, option) then compares = true end
  end
  if compares and not watched.overwritten then watched.looked = true end
  if only_new or not reply then return end
  watched.wrote = true
  if not compares then watched.overwritten = true end
end
local function note(balance, command, arguments, reply)
  local about, last = false, nil
  for i = 1, #arguments do
    if tostring(arguments[i]) == balance then about, last = true, i end
  end
  if not about or is_in(NEITHER, command) then return end
  if command == 'SET' and last == 1 then return note_set(arguments, reply) end
  local target = command == 'RENAME' or command == 'COPY'
  local replaces = is_in(REPLACES, command) or (target and last == 2)
  if replaces then watched.wrote, watched.overwritten = true, true return end
  if not watched.overwritten then watched.looked = true end
  if not is_in(READS, command) and command ~= 'COPY' then watched.wrote = true end
end
function watched.call_with(call, balance)
  return function(command, ...)
    local reply = call(command, ...)
    local failed = type(reply) == 'table' and reply.err
    if not failed then note(balance, string.upper(tostring(command)), {...}, reply) end
    return reply
  end
end
run_strategy = function(keys, argv)
  local own = {}
  for name, value in pairs(redis) do own[name] = value end
  own.call = watched.call_with(redis.call, keys[1])
  own.pcall = watched.call_with(redis.pcall, keys[1])
  local arguments = {}
  for i = 1, #argv - 1 do arguments[i] = argv[i] end
  return strategy({ keys[1], keys[2], keys[3], keys[4] }, arguments, own, own, {})
end
end
`

/** Lua that describes the answer of a strategy's script for its author. `answer` is a Lua value. */
export const ANSWER_AS_TEXT = `
local function told(answer)
  if type(answer) == 'table' and answer.err then return 'an error (' .. tostring(answer.err) .. ')' end
  if type(answer) == 'table' and answer.ok then return 'the status ' .. tostring(answer.ok) end
  if type(answer) == 'table' then return 'a table' end
  if type(answer) == 'string' then return "'" .. string.sub(answer, 1, 40) .. "'" end
  return tostring(answer)
end
`
