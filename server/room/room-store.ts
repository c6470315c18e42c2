import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { BankError } from '../../shared/errors.ts'
import { DEFAULTS } from '../../shared/limits.ts'
import { ClientKind, type Settings, type SettingsChange } from '../../shared/protocol.ts'
import { CODE_ALPHABET, CODE_LENGTH } from '../../shared/room-code.ts'
import { accountKeys, KEPT_SECONDS, roomKeys, segmentOf } from '../redis/keys.ts'
import { runScript } from '../redis/run-script.ts'
import { script } from '../redis/script.ts'
import type { Wire } from '../redis/wire.ts'
import { ROUND_IS_ON } from '../rounds/class-state.ts'
import { luaSet } from '../rounds/pause-lua.ts'
import { openingHost } from './host-store.ts'
import { HERE } from './seat-scripts.ts'
import { hashSecret, newSecret } from './secret.ts'

/** A room's record in Redis, without its players and its account. */
const RoomRecord = z.object({
  epoch: z.coerce.number().int().positive(),
  opening: z.coerce.number().int(),
  /** The hash of the host's secret, in rooms that an older version recorded. */
  hostHash: z.string().default(''),
  /** How often a player joined, left or changed the name. */
  changes: z.coerce.number().int().default(0),
  /** How often a browser became a host or was revoked. */
  hostChanges: z.coerce.number().int().default(0),
  strategy: z.string(),
  client: ClientKind,
  thinkMs: z.coerce.number().int(),
  jitterMs: z.coerce.number().int(),
  overdraft: z.enum(['allowed', 'refused']).default(DEFAULTS.overdraft),
  lostReplies: z.coerce.number().int().default(DEFAULTS.lostReplies),
  durable: z.stringbool().default(DEFAULTS.durable),
})
export type RoomRecord = z.infer<typeof RoomRecord>

export function settingsOf({
  epoch,
  opening,
  hostHash,
  changes,
  hostChanges,
  ...settings
}: RoomRecord): Settings {
  return settings
}

/**
 * KEYS: room, balance, version, expected, hosts, links. ARGV: TTL, opening, the first host as JSON or '', the hash of
 * the link's secret that makes the first host or '', then the room's fields and values. Answers 0 when the code is taken.
 */
const CREATE = script(`${HERE}
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
redis.call('HSET', KEYS[1], unpack(ARGV, 5))
redis.call('DEL', KEYS[5], KEYS[6])
if ARGV[3] ~= '' then
  local host = cjson.decode(ARGV[3])
  host.at = milliseconds()
  redis.call('HSET', KEYS[5], host.id, cjson.encode(host))
  redis.call('EXPIRE', KEYS[5], ARGV[1])
end
if ARGV[4] ~= '' then
  redis.call('HSET', KEYS[6], ARGV[4], 'unused')
  redis.call('EXPIRE', KEYS[6], ARGV[1])
end
redis.call('SET', KEYS[2], ARGV[2], 'EX', ARGV[1])
redis.call('SET', KEYS[3], '0', 'EX', ARGV[1])
redis.call('SET', KEYS[4], ARGV[2], 'EX', ARGV[1])
redis.call('EXPIRE', KEYS[1], ARGV[1])
return 1
`)

/**
 * KEYS: room, the new epoch's balance, version, expected, class. ARGV: the epoch it replaces, the opening, TTL, channel.
 * Answers 1; the current epoch if that is another one; nil when the room is gone; or the code of an error.
 */
const RESET = script(`
local epoch = redis.call('HGET', KEYS[1], 'epoch')
if epoch ~= ARGV[1] then return epoch end
local phase = redis.call('HGET', KEYS[5], 'phase') or 'free'
local on = ${luaSet(ROUND_IS_ON)}
if on[phase] then return 'round-is-on' end
if phase ~= 'free' then return 'not-now' end
redis.call('HSET', KEYS[1], 'epoch', tostring(tonumber(ARGV[1]) + 1), 'opening', ARGV[2])
redis.call('SET', KEYS[2], ARGV[2], 'EX', ARGV[3])
redis.call('SET', KEYS[3], '0', 'EX', ARGV[3])
redis.call('SET', KEYS[4], ARGV[2], 'EX', ARGV[3])
redis.pcall('PUBLISH', ARGV[4], '{"kind":"room"}')
return 1
`)

/**
 * KEYS: room, class. ARGV: channel, then fields and values. Answers 0 when the room is gone, 'round-is-on' while its
 * settings stay as they are; then it writes nothing.
 */
const CONFIGURE = script(`
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
local on = ${luaSet(ROUND_IS_ON)}
if on[redis.call('HGET', KEYS[2], 'phase') or ''] then return 'round-is-on' end
redis.call('HSET', KEYS[1], unpack(ARGV, 2))
redis.pcall('PUBLISH', ARGV[1], '{"kind":"room"}')
return 1
`)

function newCode(): string {
  // 23 letters, 11 × 23 = 253: a byte of 253 or more would favour the first ones.
  const letters: string[] = []
  while (letters.length < CODE_LENGTH) {
    for (const byte of randomBytes(CODE_LENGTH)) {
      const letter = byte < 253 ? CODE_ALPHABET[byte % CODE_ALPHABET.length] : undefined
      if (letter && letters.length < CODE_LENGTH) letters.push(letter)
    }
  }
  return letters.join('')
}

const runOn = (wire: Wire) => (command: Parameters<Wire['command']>[0]) => wire.command(command)

/** Makes a room with a new code; the token makes its holder the first host. `nextCode` is there for the tests. */
export async function createRoom(
  wire: Wire,
  opening: number = DEFAULTS.opening,
  nextCode = newCode,
): Promise<{ code: string; hostToken: string }> {
  const hostToken = newSecret()
  const host = JSON.stringify(openingHost(hostToken))
  return { code: await create(wire, opening, nextCode, { host }), hostToken }
}

/** Makes a room that has no host yet: the first page to use the link becomes it. Answers the secret of the link. */
export async function createRoomWithLink(
  wire: Wire,
  opening: number = DEFAULTS.opening,
): Promise<{ code: string; link: string }> {
  const link = newSecret()
  return { code: await create(wire, opening, newCode, { link: hashSecret(link) }), link }
}

async function create(
  wire: Wire,
  opening: number,
  nextCode: () => string,
  { host = '', link = '' }: { host?: string; link?: string },
): Promise<string> {
  for (;;) {
    const code = nextCode()
    const account = accountKeys(code, 1)
    const keys = roomKeys(code)
    const fields = {
      epoch: 1,
      opening,
      strategy: DEFAULTS.strategy,
      client: DEFAULTS.client,
      thinkMs: DEFAULTS.thinkMs,
      jitterMs: DEFAULTS.jitterMs,
      overdraft: DEFAULTS.overdraft,
      lostReplies: DEFAULTS.lostReplies,
      durable: DEFAULTS.durable,
    }
    const made = await runScript(
      runOn(wire),
      CREATE,
      [keys.room, account.balance, account.version, account.expected, keys.hosts, keys.hostLinks],
      [String(KEPT_SECONDS), String(opening), host, link, ...Object.entries(fields).flat().map(String)],
    )
    if (made === 1) return code
  }
}

/** Reads the room's record; `undefined` when there is no such room, or not any more. */
export async function loadRoom(wire: Wire, code: string): Promise<RoomRecord | undefined> {
  const flat = (await wire.command(['HGETALL', roomKeys(code).room])) as string[]
  if (flat.length === 0) return undefined
  const fields: Record<string, string> = {}
  for (let i = 0; i < flat.length; i += 2) fields[flat[i] as string] = flat[i + 1] as string
  return RoomRecord.parse(fields)
}

/** Starts the epoch after `epoch`. If `epoch` is over, answers the current one; `undefined` when the room is gone. Throws `BankError`. */
export async function resetRoom(
  wire: Wire,
  code: string,
  epoch: number,
  opening: number,
): Promise<'done' | number | undefined> {
  const keys = roomKeys(code)
  const account = accountKeys(code, epoch + 1)
  const done = await runScript(
    runOn(wire),
    RESET,
    [keys.room, account.balance, account.version, account.expected, keys.class],
    [String(epoch), String(opening), String(KEPT_SECONDS), keys.channel],
  )
  if (done === 1) return 'done'
  if (done === 'round-is-on' || done === 'not-now') throw new BankError(done)
  return done === null ? undefined : z.coerce.number().int().positive().parse(done)
}

/** Changes settings. False when the room is gone. Throws `BankError` `round-is-on`. */
export async function configureRoom(wire: Wire, code: string, settings: SettingsChange): Promise<boolean> {
  const fields = Object.entries(settings).filter(([, value]) => value !== undefined)
  if (fields.length === 0) return true
  const keys = roomKeys(code)
  const done = await runScript(
    runOn(wire),
    CONFIGURE,
    [keys.room, keys.class],
    [keys.channel, ...fields.flat().map(String)],
  )
  if (done === 'round-is-on') throw new BankError('round-is-on')
  return done === 1
}

/** Keeps the keys of a room that is in use for another day. */
export async function touchRoom(wire: Wire, code: string, epoch: number, version: number): Promise<void> {
  const keys = roomKeys(code)
  const account = accountKeys(code, epoch)
  const segments = Array.from({ length: segmentOf(version + 1) + 1 }, (_, segment) =>
    account.journal(segment),
  )
  const all = [
    ...[
      keys.room,
      keys.players,
      keys.seen,
      keys.hosts,
      keys.hostLinks,
      keys.bots,
      account.balance,
      account.version,
      account.expected,
      account.unapplied,
      account.forgotten,
    ],
    ...segments,
  ]
  await Promise.all(all.map((key) => wire.command(['EXPIRE', key, String(KEPT_SECONDS)])))
}
