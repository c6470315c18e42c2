import { nanoid } from 'nanoid'
import { z } from 'zod'
import { BankError } from '../../shared/errors.ts'
import { PLAYER_ID } from '../../shared/journal.ts'
import { LIMITS } from '../../shared/limits.ts'
import { nicknameKey, parseNickname } from '../../shared/nickname.ts'
import { KEPT_SECONDS, roomKeys } from '../redis/keys.ts'
import { runScript } from '../redis/run-script.ts'
import { script } from '../redis/script.ts'
import type { Wire } from '../redis/wire.ts'
import { hashSecret, newSecret } from './secret.ts'

const PlayerRecord = z.object({
  id: z.string(),
  number: z.int(),
  nickname: z.string(),
  /** The nickname in the form that is compared with others. */
  key: z.string(),
  secretHash: z.string(),
  state: z.enum(['in', 'left', 'kicked']),
})
export type PlayerRecord = z.infer<typeof PlayerRecord>

/** Players that a room accepts over its whole life; it stops a loop of leaving and joining. */
const EVER = 2000

/**
 * Adds a player, or changes a nickname or state, atomically with the checks. KEYS: room, players. ARGV: the change as
 * JSON, channel, TTL, most players, most ever. Answers {'player', record as JSON} or {'error', code}.
 */
const CHANGE = script(`
if redis.call('EXISTS', KEYS[1]) == 0 then return {'error', 'unknown-room'} end
local change = cjson.decode(ARGV[1])
local stored = redis.call('HGET', KEYS[2], change.id)
local player = stored and cjson.decode(stored)
if not stored and not change.joins then return {'error', 'unknown-player'} end
if player and player.state == 'kicked' then return {'error', 'cannot-resume'} end
if change.key then
  local present = 0
  for _, text in ipairs(redis.call('HVALS', KEYS[2])) do
    local other = cjson.decode(text)
    if other.state == 'in' and other.id ~= change.id then
      present = present + 1
      if other.key == change.key then return {'error', 'nickname-taken'} end
    end
  end
  if not stored and (present >= tonumber(ARGV[4]) or redis.call('HLEN', KEYS[2]) >= tonumber(ARGV[5])) then
    return {'error', 'room-full'}
  end
end
if not stored then
  player = { id = change.id, secretHash = change.secretHash, number = redis.call('HINCRBY', KEYS[1], 'joined', 1) }
end
player.nickname = change.nickname or player.nickname
player.key = change.key or player.key
player.state = change.state or player.state
stored = cjson.encode(player)
redis.call('HSET', KEYS[2], player.id, stored)
redis.call('EXPIRE', KEYS[2], ARGV[3])
redis.call('HINCRBY', KEYS[1], 'changes', 1)
redis.pcall('PUBLISH', ARGV[2], '{"kind":"players"}')
return {'player', stored}
`)

interface PlayerChange {
  id: string
  joins?: true
  nickname?: string
  key?: string
  secretHash?: string
  state?: PlayerRecord['state']
}

async function change(wire: Wire, code: string, what: PlayerChange): Promise<PlayerRecord> {
  const keys = roomKeys(code)
  const reply = (await runScript(
    (command) => wire.command(command),
    CHANGE,
    [keys.room, keys.players],
    [JSON.stringify(what), keys.channel, String(KEPT_SECONDS), String(LIMITS.players), String(EVER)],
  )) as [string, string]
  const [kind, text] = reply
  if (kind === 'error') throw new BankError(text as BankError['code'])
  return PlayerRecord.parse(JSON.parse(text))
}

function named(typed: string): { nickname: string; key: string } {
  const nickname = parseNickname(typed)
  if (!nickname) throw new BankError('bad-nickname')
  return { nickname, key: nicknameKey(nickname) }
}

/** Seats a new player. Throws `BankError`: bad or taken nickname, full or unknown room. */
export async function joinRoom(
  wire: Wire,
  code: string,
  nickname: string,
): Promise<{ player: PlayerRecord; secret: string }> {
  const secret = newSecret()
  const player = await change(wire, code, {
    ...named(nickname),
    id: nanoid(PLAYER_ID),
    joins: true,
    secretHash: hashSecret(secret),
    state: 'in',
  })
  return { player, secret }
}

export const renamePlayer = (wire: Wire, code: string, id: string, nickname: string): Promise<PlayerRecord> =>
  change(wire, code, { id, ...named(nickname) })

export const endPlayer = (
  wire: Wire,
  code: string,
  id: string,
  state: 'left' | 'kicked',
): Promise<PlayerRecord> => change(wire, code, { id, state })

export async function loadPlayers(wire: Wire, code: string): Promise<PlayerRecord[]> {
  const texts = (await wire.command(['HVALS', roomKeys(code).players])) as string[]
  return texts.map((text) => PlayerRecord.parse(JSON.parse(text))).sort((a, b) => a.number - b.number)
}

export async function loadPlayer(wire: Wire, code: string, id: string): Promise<PlayerRecord | undefined> {
  const text = (await wire.command(['HGET', roomKeys(code).players, id])) as string | null
  return text === null ? undefined : PlayerRecord.parse(JSON.parse(text))
}
