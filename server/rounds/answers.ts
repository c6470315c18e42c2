import { z } from 'zod'
import { BankError } from '../../shared/errors.ts'
import { Choice } from '../../shared/rounds/lesson.ts'
import { KEPT_SECONDS, roomKeys } from '../redis/keys.ts'
import { runScript } from '../redis/run-script.ts'
import { script } from '../redis/script.ts'
import type { Wire } from '../redis/wire.ts'
import { fieldsOf } from './class-state.ts'
import { CLASS_LUA } from './pause-lua.ts'

/** Which question an answer is to: asked first, asked again after talking, or the new case at the end. */
export const SLOTS = { question: 'first', talk: 'second', transfer: 'transfer' } as const
export type Slot = (typeof SLOTS)[keyof typeof SLOTS]

/** A choice, or a guessed balance. */
const Given = z.union([z.object({ choice: Choice }), z.object({ balance: z.int() })])
export type Given = z.infer<typeof Given>

/** The answers of one round: by slot, those of each player. */
export type RoundAnswers = Record<Slot, Map<string, Given>>

/**
 * Stores an answer. The first one of a player stands. KEYS: class, players, answers. ARGV: the number of the phase that
 * the player saw, the phase, the round, the slot, the player, the answer, channel. Answers 'done' or the code of an error.
 */
const ANSWER = script(`${CLASS_LUA}
local seen = tonumber(ARGV[1])
if class('phase') ~= ARGV[2] or class('round') ~= ARGV[3] then return 'moved-on' end
if seen < tonumber(class('began')) or seen > tonumber(class('number')) then return 'moved-on' end
local deadline = tonumber(class('deadline'))
if class('paused') == '1' or (deadline and deadline < milliseconds()) then return 'no-question' end
local stored = redis.call('HGET', KEYS[2], ARGV[5])
if not stored or cjson.decode(stored).state ~= 'in' then return 'not-a-player' end
local field = ARGV[4] .. ' ' .. ARGV[5]
local before = redis.call('HGET', KEYS[3], field)
if before then return before == ARGV[6] and 'done' or 'already-answered' end
redis.call('HSET', KEYS[3], field, ARGV[6])
redis.call('EXPIRE', KEYS[3], ${KEPT_SECONDS})
redis.call('HINCRBY', KEYS[1], 'answers', 1)
publish(ARGV[7])
return 'done'
`)

export interface AnswerAt {
  number: number
  phase: keyof typeof SLOTS
  round: number
}

/** Throws `BankError` `moved-on`, `no-question`, `already-answered`, `not-a-player`. */
export async function storeAnswer(
  wire: Wire,
  code: string,
  { number, phase, round }: AnswerAt,
  player: string,
  given: Given,
): Promise<void> {
  const keys = roomKeys(code)
  const answer = await runScript(
    (command) => wire.command(command),
    ANSWER,
    [keys.class, keys.players, keys.answers(round)],
    [
      ...[String(number), phase, String(round), SLOTS[phase]],
      ...[player, JSON.stringify(given), keys.channel],
    ],
  )
  if (answer !== 'done') throw new BankError(answer as BankError['code'])
}

export const noAnswers = (): RoundAnswers => ({ first: new Map(), second: new Map(), transfer: new Map() })

/** Reads them without invalid ones: anyone with a `redis-cli` may write here. */
export async function loadAnswers(wire: Wire, code: string, round: number): Promise<RoundAnswers> {
  const all = noAnswers()
  if (round === 0) return all
  const flat = (await wire.command(['HGETALL', roomKeys(code).answers(round)])) as string[]
  for (const [field, text] of Object.entries(fieldsOf(flat))) {
    const [slot, player] = field.split(' ')
    const given = parsed(text)
    if (given && player && slot && slot in all) all[slot as Slot].set(player, given)
  }
  return all
}

function parsed(text: string): Given | undefined {
  try {
    return Given.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
