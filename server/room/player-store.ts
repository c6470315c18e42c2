import { nanoid } from 'nanoid'
import { z } from 'zod'
import { BankError } from '../../shared/errors.ts'
import { PLAYER_ID } from '../../shared/ids.ts'
import { isolated } from '../../shared/isolated.ts'
import { LIMITS } from '../../shared/limits.ts'
import { count } from '../../shared/money.ts'
import { PACE } from '../../shared/pace.ts'
import { botName, isBotName } from '../names/bot-name.ts'
import { isImpostor, looksOf } from '../names/look-alike.ts'
import { parseNickname, shortened } from '../names/nickname.ts'
import { nicknameKey } from '../names/nickname-key.ts'
import { KEPT_SECONDS, roomKeys } from '../redis/keys.ts'
import { runScript } from '../redis/run-script.ts'
import type { Command, Wire } from '../redis/wire.ts'
import { CHANGE, RESUME } from './seat-scripts.ts'
import { hashSecret, newSecret } from './secret.ts'

const PlayerRecord = z.object({
  id: z.string(),
  number: z.int(),
  nickname: z.string(),
  /** The nickname in the form that is compared with others. */
  key: z.string(),
  /** What the nickname looks like, one form a line; absent in records of older versions. */
  looks: z.string().optional(),
  secretHash: z.string(),
  /** Of the secret of another browser, to which a host has granted the seat and which has not come yet. */
  granted: z.string().optional(),
  /** The try to join that has made this seat, while no other try has asked for it: only that one may give it up. */
  attempt: z.string().optional(),
  state: z.enum(['in', 'left', 'kicked']),
  /** The nodes play it. Its secret is of no browser. */
  bot: z.literal(true).optional(),
})
export type PlayerRecord = z.infer<typeof PlayerRecord>

/** Players that a room accepts over its whole life; it stops a loop of leaving and joining. */
export const PLAYERS_EVER = 2000

interface PlayerChange {
  id: string
  joins?: true
  /** The new nickname with all that it is compared by. */
  named?: Named
  secretHash?: string
  state?: PlayerRecord['state']
  attempt?: string
}

/** Nicknames by the player's id: those that look like the new one, and those that it may take over. */
const NamesToJudge = z.object({
  alike: z.record(z.string(), z.string()),
  freed: z.record(z.string(), z.string()),
})

async function change(wire: Wire, code: string, { named, ...what }: PlayerChange): Promise<PlayerRecord> {
  const keys = roomKeys(code)
  /** Names that look like the new one and may stand beside it. */
  const beside: Record<string, string> = {}
  /** What absent players are called whose name is taken over: the script adds a number. */
  const freed: Record<string, Named> = {}
  for (;;) {
    const asked = JSON.stringify({ ...what, ...named, beside, freed })
    const limits = [KEPT_SECONDS, LIMITS.players, PLAYERS_EVER, PACE.nameKeptMs].map(String)
    const [kind, text, more] = (await runScript(
      (command) => wire.command(command),
      CHANGE,
      [keys.room, keys.players, keys.presence, keys.seen, keys.hosts, keys.requests],
      [asked, keys.channel, ...limits],
    )) as [string, string, string]
    if (kind === 'error') throw new BankError(text as BankError['code'])
    if (kind === 'away') throw new BankError('nickname-away', { sentence: awayText(text, Number(more)) })
    if (kind === 'player') return PlayerRecord.parse(JSON.parse(text))
    const judge = NamesToJudge.parse(JSON.parse(text))
    for (const [id, nickname] of Object.entries(judge.alike)) {
      if (named && isImpostor(named.nickname, nickname)) throw new BankError('nickname-alike')
      beside[id] = nickname
    }
    for (const [id, nickname] of Object.entries(judge.freed)) freed[id] = comparable(shortened(nickname))
  }
}

/** `bea was here and is away. The name is free in 12 seconds.` */
function awayText(nickname: string, ms: number): string {
  const left = count(Math.ceil(ms / 1000), 'second')
  return `${isolated(nickname)} was here and is away. The name is free in ${left}, if they do not come back.`
}

export interface Named {
  nickname: string
  key: string
  looks: string
}

/** Throws `BankError` `bad-nickname`, which says why. */
function named(typed: string): Named {
  const parsed = parseNickname(typed)
  if ('wrong' in parsed) throw new BankError('bad-nickname', parsed.wrong)
  if (isBotName(parsed.nickname))
    throw new BankError('bad-nickname', `Names like “${botName(1)}” are those of bots. Choose another.`)
  return comparable(parsed.nickname)
}

export const comparable = (nickname: string): Named => ({
  nickname,
  key: nicknameKey(nickname),
  looks: looksOf(nickname).join('\n'),
})

/** A seat that its page has made up. `attempt`: this try to join, in case its page has stopped waiting. */
export interface OwnSeat {
  player?: string | undefined
  secret?: string | undefined
  attempt?: string
}

/**
 * Seats a new player. The same seat with the same secret once more answers the seat that it has. Throws `BankError`:
 * bad, taken or look-alike nickname, another secret, full or unknown room.
 */
export async function joinRoom(
  wire: Wire,
  code: string,
  nickname: string,
  { player: id = nanoid(PLAYER_ID), secret = newSecret(), attempt }: OwnSeat = {},
): Promise<{ player: PlayerRecord; secret: string }> {
  const player = await change(wire, code, {
    named: named(nickname),
    id,
    joins: true,
    secretHash: hashSecret(secret),
    state: 'in',
    ...(attempt !== undefined && { attempt }),
  })
  return { player, secret }
}

/** Lets a player back in. `undefined` when they have left, or it is not their secret. */
export async function resumeSeat(
  wire: Wire,
  code: string,
  { player, secret }: { player: string; secret: string },
): Promise<PlayerRecord | undefined> {
  const { players, seen } = roomKeys(code)
  const send = (command: Command) => wire.command(command)
  const text = (await runScript(
    send,
    RESUME,
    [players, seen],
    [player, hashSecret(secret), String(KEPT_SECONDS)],
  )) as string | null
  return text === null ? undefined : PlayerRecord.parse(JSON.parse(text))
}

export const renamePlayer = (wire: Wire, code: string, id: string, nickname: string): Promise<PlayerRecord> =>
  change(wire, code, { id, named: named(nickname) })

export const endPlayer = (
  wire: Wire,
  code: string,
  id: string,
  state: 'left' | 'kicked',
): Promise<PlayerRecord> => change(wire, code, { id, state })

/** Gives up the seat of a try to join whose page has stopped waiting, unless another try has asked for it, too. */
export const abandonSeat = (wire: Wire, code: string, id: string, attempt: string): Promise<PlayerRecord> =>
  change(wire, code, { id, state: 'left', attempt })

export async function loadPlayers(wire: Wire, code: string): Promise<PlayerRecord[]> {
  const texts = (await wire.command(['HVALS', roomKeys(code).players])) as string[]
  return texts.map((text) => PlayerRecord.parse(JSON.parse(text))).sort((a, b) => a.number - b.number)
}
