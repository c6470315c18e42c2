import { z } from 'zod'
import { BankError } from '../../shared/errors.ts'
import { PACE } from '../../shared/pace.ts'
import { NODE_KEYS } from '../redis/keys.ts'
import { runScript } from '../redis/run-script.ts'
import { script } from '../redis/script.ts'
import type { Wire } from '../redis/wire.ts'

/** Milliseconds for which a node's report is valid: after a crash it expires soon. */
const HELD_MS = 5000

/**
 * Lua for the hash of rooms with bots, which all nodes share. `node:ID` is until when that node counts as up, `room:CODE`
 * is JSON: the bots that the room may have (`bots`), and until when each node has a page of it (`by`). A room without a
 * page is deleted, so its bots stop, and others may have them. `nodes`, `used`: nodes that are up, bots of all rooms.
 */
const HEAD = `
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local until_ = now + ${HELD_MS}
local rooms, nodes, used = {}, 1, 0
local all = redis.call('HGETALL', KEYS[1])
for i = 1, #all, 2 do
  local field, value = all[i], all[i + 1]
  local code = string.match(field, '^room:(.+)$')
  if code then
    local fine, room = pcall(cjson.decode, value)
    local by, any = {}, false
    if fine and type(room) == 'table' and type(room.by) == 'table' and tonumber(room.bots) then
      for node, valid in pairs(room.by) do
        if (tonumber(valid) or 0) >= now then by[node], any = valid, true end
      end
    end
    if any then
      rooms[code] = { bots = tonumber(room.bots), by = by }
      used = used + rooms[code].bots
    else
      redis.call('HDEL', KEYS[1], field)
    end
  elseif (tonumber(value) or 0) < now then
    redis.call('HDEL', KEYS[1], field)
  elseif field ~= 'node:' .. ARGV[1] then
    nodes = nodes + 1
  end
end
local most = nodes * ${PACE.bots}
local function store(code, room)
  local any = false
  for node in pairs(room.by) do any = true end
  if any then redis.call('HSET', KEYS[1], 'room:' .. code, cjson.encode(room))
  else redis.call('HDEL', KEYS[1], 'room:' .. code) end
end
`

/**
 * Reports the rooms of which this node has a page, with how many bots are seated there, and answers all rooms that any
 * node has reported: code, bots it may have, code, … KEYS: rooms with bots. ARGV: the node's id, the rooms as JSON.
 */
const REPORT = script(`${HEAD}
local mine = cjson.decode(ARGV[2])
redis.call('HSET', KEYS[1], 'node:' .. ARGV[1], string.format('%.0f', until_))
for code, room in pairs(rooms) do
  if not mine[code] and room.by[ARGV[1]] then
    room.by[ARGV[1]] = nil
    store(code, room)
  end
end
for code, bots in pairs(mine) do
  local room = rooms[code] or { bots = 0, by = {} }
  rooms[code] = room
  local others = used - room.bots
  room.bots = math.max(0, math.min(tonumber(bots), most - others))
  used = others + room.bots
  room.by[ARGV[1]] = until_
  store(code, room)
end
redis.call('PEXPIRE', KEYS[1], ${12 * HELD_MS})
local answer = {}
for code, room in pairs(rooms) do
  if next(room.by) then
    table.insert(answer, code)
    table.insert(answer, string.format('%.0f', room.bots))
  end
end
return answer
`)

/** Takes so many bots for a room, all or none. KEYS as above. ARGV: the node's id, code, how many. Answers 1 or 0. */
const RESERVE = script(`${HEAD}
local room = rooms[ARGV[2]] or { bots = 0, by = {} }
local wanted = tonumber(ARGV[3])
if wanted > room.bots and used - room.bots + wanted > most then return 0 end
room.bots = wanted
room.by[ARGV[1]] = until_
store(ARGV[2], room)
return 1
`)

/** Frees all that the node has reported. KEYS as above. ARGV: the node's id. */
const LEAVE = script(`${HEAD}
redis.call('HDEL', KEYS[1], 'node:' .. ARGV[1])
for code, room in pairs(rooms) do
  if room.by[ARGV[1]] then
    room.by[ARGV[1]] = nil
    store(code, room)
  end
end
return 1
`)

const run = (wire: Wire, which: typeof REPORT, ...args: string[]) =>
  runScript((command) => wire.command(command), which, [NODE_KEYS.bots], args)

/** `pages`: seated bots, by room, of the rooms of which the node has a page. Answers the bots that each room may have. */
export async function reportRooms(
  wire: Wire,
  node: string,
  pages: ReadonlyMap<string, number>,
): Promise<Map<string, number>> {
  const said = await run(wire, REPORT, node, JSON.stringify(Object.fromEntries(pages)))
  const flat = z.array(z.string()).parse(said)
  const rooms = new Map<string, number>()
  for (let i = 0; i < flat.length; i += 2) rooms.set(flat[i] as string, Number(flat[i + 1]))
  return rooms
}

/** Takes so many bots for a room. Throws `BankError` `bots-used-up`. */
export async function reserveBots(wire: Wire, node: string, code: string, bots: number): Promise<void> {
  if ((await run(wire, RESERVE, node, code, String(bots))) !== 1) throw new BankError('bots-used-up')
}

/** The node stops. */
export async function leaveRooms(wire: Wire, node: string): Promise<void> {
  await run(wire, LEAVE, node)
}
