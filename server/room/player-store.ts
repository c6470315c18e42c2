import { nanoid } from 'nanoid'
import { z } from 'zod'
import { BankError } from '../../shared/errors.ts'
import { PLAYER_ID } from '../../shared/journal.ts'
import { LIMITS } from '../../shared/limits.ts'
import { isImpostor, looksOf } from '../names/look-alike.ts'
import { parseNickname } from '../names/nickname.ts'
import { nicknameKey } from '../names/nickname-key.ts'
import { KEPT_SECONDS, roomKeys } from '../redis/keys.ts'
import { runScript } from '../redis/run-script.ts'
import { script } from '../redis/script.ts'
import type { Wire } from '../redis/wire.ts'
import { hashed, newSecret } from './secret.ts'

const PlayerRecord = z.object({
  id: z.string(),
  number: z.int(),
  nickname: z.string(),
  /** The nickname in the form that is compared with others. */
  key: z.string(),
  /** What the nickname looks like, one form a line; absent in records of older versions. */
  looks: z.string().optional(),
  secretHash: z.string(),
  state: z.enum(['in', 'left', 'kicked']),
})
export type PlayerRecord = z.infer<typeof PlayerRecord>

/** Players that a room accepts over its whole life; it stops a loop of leaving and joining. */
const EVER = 2000

/**
 * Adds a player, or changes a nickname or state, atomically with the checks. KEYS: room, players. ARGV: the change as
 * JSON, channel, TTL, most players, most ever. Answers {'player', record as JSON}, {'error', code} or {'judge', JSON}:
 * names that look like the new one, by id. The script is run again with those of them that may stand beside it.
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
  local alike, anyAlike = {}, false
  for _, text in ipairs(redis.call('HVALS', KEYS[2])) do
    local other = cjson.decode(text)
    if other.state == 'in' and other.id ~= change.id then
      present = present + 1
      if other.key == change.key then return {'error', 'nickname-taken'} end
      if change.beside[other.id] ~= other.nickname then
        local same = not other.looks
        for look in string.gmatch(change.looks, '[^\\n]+') do
          same = same or string.find('\\n' .. other.looks .. '\\n', '\\n' .. look .. '\\n', 1, true)
        end
        if same then
          alike[other.id] = other.nickname
          anyAlike = true
        end
      end
    end
  end
  if anyAlike then return {'judge', cjson.encode(alike)} end
  if not stored and (present >= tonumber(ARGV[4]) or redis.call('HLEN', KEYS[2]) >= tonumber(ARGV[5])) then
    return {'error', 'room-full'}
  end
end
if not stored then
  player = { id = change.id, secretHash = change.secretHash, number = redis.call('HINCRBY', KEYS[1], 'joined', 1) }
end
player.nickname = change.nickname or player.nickname
player.key = change.key or player.key
player.looks = change.looks or player.looks
player.state = change.state or player.state
stored = cjson.encode(player)
redis.call('HSET', KEYS[2], player.id, stored)
redis.call('EXPIRE', KEYS[2], ARGV[3])
redis.call('HINCRBY', KEYS[1], 'changes', 1)
redis.pcall('PUBLISH', ARGV[2], '{"kind":"players"}')
return {'player', stored}
`)

interface Change {
  id: string
  joins?: true
  /** The new nickname with all that it is compared by. */
  named?: Named
  secretHash?: string
  state?: PlayerRecord['state']
}

async function change(wire: Wire, code: string, { named, ...what }: Change): Promise<PlayerRecord> {
  const keys = roomKeys(code)
  /** Names that look like the new one and may stand beside it. */
  const beside: Record<string, string> = {}
  for (;;) {
    const asked = JSON.stringify({ ...what, ...named, beside })
    const reply = (await runScript(
      (command) => wire.command(command),
      CHANGE,
      [keys.room, keys.players],
      [asked, keys.channel, String(KEPT_SECONDS), String(LIMITS.players), String(EVER)],
    )) as [string, string]
    const [kind, text] = reply
    if (kind === 'error') throw new BankError(text as BankError['code'])
    if (kind === 'player') return PlayerRecord.parse(JSON.parse(text))
    for (const [id, nickname] of Object.entries(Alike.parse(JSON.parse(text)))) {
      if (named && isImpostor(named.nickname, nickname)) throw new BankError('nickname-alike')
      beside[id] = nickname
    }
  }
}

/** Nicknames by the player's id. */
const Alike = z.record(z.string(), z.string())

interface Named {
  nickname: string
  key: string
  looks: string
}

/** Throws `BankError` `bad-nickname`, which says why. */
function named(typed: string): Named {
  const parsed = parseNickname(typed)
  if ('wrong' in parsed) throw new BankError('bad-nickname', parsed.wrong)
  const { nickname } = parsed
  return { nickname, key: nicknameKey(nickname), looks: looksOf(nickname).join('\n') }
}

/** Seats a new player. Throws `BankError`: bad or taken nickname, full or unknown room. */
export async function joinRoom(
  wire: Wire,
  code: string,
  nickname: string,
): Promise<{ player: PlayerRecord; secret: string }> {
  const secret = newSecret()
  const player = await change(wire, code, {
    named: named(nickname),
    id: nanoid(PLAYER_ID),
    joins: true,
    secretHash: hashed(secret),
    state: 'in',
  })
  return { player, secret }
}

export const renamePlayer = (wire: Wire, code: string, id: string, nickname: string): Promise<PlayerRecord> =>
  change(wire, code, { id, named: named(nickname) })

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
