import { BankError } from '../../shared/errors.ts'
import { LIMITS } from '../../shared/limits.ts'
import { botName } from '../names/bot-name.ts'
import { KEPT_SECONDS, roomKeys } from '../redis/keys.ts'
import { runScript } from '../redis/run-script.ts'
import { script } from '../redis/script.ts'
import type { Wire } from '../redis/wire.ts'
import { comparable, PLAYERS_EVER } from '../room/player-store.ts'
import { botId } from './bot-identity.ts'

/** Seats that are tried beyond those that are wanted: some bots may have been removed, or a person may have the name. */
const SPARE = 50

/**
 * Seats so many bots, in the order of their numbers; bots with higher numbers leave. A removed bot does not come back.
 * KEYS: room, players, bots. ARGV: how many, transactions a second, bots as JSON, channel, TTL, most players, most
 * players ever. Answers nil or an error's code.
 */
const SEAT = script(`
if redis.call('EXISTS', KEYS[1]) == 0 then return 'unknown-room' end
local wanted, most, ever = tonumber(ARGV[1]), tonumber(ARGV[6]), tonumber(ARGV[7])
local people, seats, names, known = 0, {}, {}, 0
for _, text in ipairs(redis.call('HVALS', KEYS[2])) do
  local player = cjson.decode(text)
  known = known + 1
  if player.bot then
    seats[player.id] = player
  elseif player.state == 'in' then
    people = people + 1
    names[player.key] = true
  end
end
if wanted > 0 and people + wanted > most then return 'too-many-bots' end
local changed, seated = false, 0
local function store(player)
  redis.call('HSET', KEYS[2], player.id, cjson.encode(player))
  changed = true
end
for _, bot in ipairs(cjson.decode(ARGV[3])) do
  local seat = seats[bot.id]
  local fits = seat and seat.state ~= 'kicked' or not seat and not names[bot.key] and known < ever
  if seated < wanted and fits then
    seated = seated + 1
    if not seat then
      known = known + 1
      bot.number = redis.call('HINCRBY', KEYS[1], 'joined', 1)
      bot.state, bot.bot, bot.secretHash = 'in', true, ''
      store(bot)
    elseif seat.state ~= 'in' then
      seat.state = 'in'
      store(seat)
    end
  elseif seat and seat.state == 'in' then
    seat.state = 'left'
    store(seat)
  end
end
redis.call('EXPIRE', KEYS[2], ARGV[5])
redis.call('HSET', KEYS[3], 'wanted', ARGV[1], 'perSecond', ARGV[2], 'by', ARGV[8])
redis.call('EXPIRE', KEYS[3], ARGV[5])
-- Also when only the rate has changed: the nodes read all of it again.
redis.call('HINCRBY', KEYS[1], 'changes', 1)
redis.pcall('PUBLISH', ARGV[4], '{"kind":"players"}')
return false
`)

/** Who has asked for the bots: a lesson's number gives way to the host's. */
export type BotsBy = 'host' | 'lesson'

/** Seats bots in a room, or makes them leave. Throws `BankError` `unknown-room`, `too-many-bots`. */
export async function seatBots(
  wire: Wire,
  code: string,
  wanted: number,
  perSecond: number,
  by: BotsBy = 'host',
): Promise<void> {
  const { room, players, bots, channel } = roomKeys(code)
  const seats = Array.from({ length: LIMITS.players + SPARE }, (_, i) => ({
    ...{ id: botId(code, i + 1), ...comparable(botName(i + 1)) },
  }))
  const limits = [KEPT_SECONDS, LIMITS.players, PLAYERS_EVER].map(String)
  const error = await runScript(
    (command) => wire.command(command),
    SEAT,
    [room, players, bots],
    [String(wanted), String(perSecond), JSON.stringify(seats), channel, ...limits, by],
  )
  if (error !== null) throw new BankError(error as BankError['code'])
}

/** KEYS: room, bots. ARGV: '1' or '0', channel. */
const TELL_SHORT = script(`
if redis.call('EXISTS', KEYS[1], KEYS[2]) < 2 then return 0 end
redis.call('HSET', KEYS[2], 'short', ARGV[1])
redis.call('HINCRBY', KEYS[1], 'changes', 1)
redis.pcall('PUBLISH', ARGV[2], '{"kind":"players"}')
return 1
`)

/** Says whether the room has more bots than it may run, because other rooms have the rest. */
export async function tellShort(wire: Wire, code: string, isShort: boolean): Promise<void> {
  const { room, bots, channel } = roomKeys(code)
  await runScript(
    (command) => wire.command(command),
    TELL_SHORT,
    [room, bots],
    [isShort ? '1' : '0', channel],
  )
}
