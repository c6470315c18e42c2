import { z } from 'zod'
import { Settings } from '../../shared/room-view.ts'
import type { Answers, BuiltRound, RoundFacts } from '../../shared/rounds/build-record.ts'
import { RoundRecord, Story } from '../../shared/rounds/round-record.ts'
import { readWholeJournal } from '../journal/journal.ts'
import { readUnapplied } from '../journal/unapplied-list.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { accountKeys, KEPT_SECONDS, roomKeys, segmentOf } from '../redis/keys.ts'
import { runScript } from '../redis/run-script.ts'
import { script } from '../redis/script.ts'
import type { Wire } from '../redis/wire.ts'
import { loadForgotten } from '../rollback/forgotten-store.ts'
import { loadAnswers, type RoundAnswers } from './answers.ts'
import { fieldsOf, loadClass } from './class-state.ts'
import type { Person } from './person.ts'

const whole = z.coerce.number().int()
const Meta = z.object({
  lesson: z.string().optional(),
  step: z.int(),
  practice: z.boolean(),
  opening: z.int(),
  asked: z.boolean(),
})
const TextSettings = Settings.extend({
  thinkMs: whole,
  jitterMs: whole,
  lostReplies: whole,
  durable: z.stringbool(),
})
const Closed = z.object({ at: z.int(), balance: z.string(), version: z.string(), expected: z.string() })

/** Reads all that the record of a round is made of; `undefined` when its account is not closed. */
export async function roundFacts(
  wire: Wire,
  code: string,
  round: number,
  now: { people: readonly Person[]; nodes: number; lessons: readonly Lesson[] },
): Promise<RoundFacts | undefined> {
  const { rounds } = roomKeys(code)
  const fields = ['', ':settings', ':epoch', ':started', ':closed'].map((part) => `${round}${part}`)
  const texts = (await wire.command(['HMGET', rounds, ...fields])) as (string | null)[]
  if (texts.includes(null)) return undefined
  const [metaText, settingsText, epochText, started, closedText] = texts as [
    string,
    string,
    string,
    string,
    string,
  ]
  const { asked, lesson: id, ...meta } = Meta.parse(JSON.parse(metaText))
  const closed = Closed.parse(JSON.parse(closedText))
  const epoch = Number(epochText)
  const keys = accountKeys(code, epoch)
  const [entries, unapplied, { forgotten }, answers] = await Promise.all([
    readWholeJournal(wire, keys),
    readUnapplied(wire, keys),
    loadForgotten(wire, keys),
    loadAnswers(wire, code, asked ? round : 0),
  ])
  const lesson = now.lessons.find((one) => one.id === id)
  const right = asked ? lesson?.rounds[meta.step]?.question?.right : undefined
  return {
    ...{ round, epoch, ...meta, ...(id && { lesson: id }), ...(right && { right }) },
    settings: TextSettings.parse(JSON.parse(settingsText)),
    nodes: Math.max(1, now.nodes),
    startedAt: Number(started),
    endedAt: closed.at,
    actual: /^-?\d{1,15}$/.test(closed.balance) ? Number(closed.balance) : null,
    entries: entries.filter(({ version }) => version <= Number(closed.version)),
    ...{ unapplied, forgotten },
    players: now.people.map(({ player, nickname, bot, removed, here }) => ({
      ...{ player, nickname, bot, removed, here },
    })),
    answers: byPlayer(answers),
  }
}

function byPlayer({ first, second }: RoundAnswers): Map<string, Answers> {
  const players = new Set([...first.keys(), ...second.keys()])
  return new Map(
    [...players].map((player) => [player, { first: first.get(player), second: second.get(player) }]),
  )
}

/** KEYS: records, stories, class. ARGV: round, record, TTL, channel, then players and stories. Answers 1 when it is new. */
const STORE = script(`
if redis.call('HSETNX', KEYS[1], ARGV[1], ARGV[2]) == 0 then return 0 end
for i = 5, #ARGV, 2 do redis.call('HSET', KEYS[2], ARGV[i], ARGV[i + 1]) end
redis.call('HINCRBY', KEYS[3], 'recorded', 1)
for i = 1, 3 do redis.call('EXPIRE', KEYS[i], ARGV[3]) end
redis.pcall('PUBLISH', ARGV[4], '{"kind":"class"}')
return 1
`)

/** Stores the record and the stories, unless another node has. True when it was this node. */
export async function storeRecord(
  wire: Wire,
  code: string,
  { record, stories }: BuiltRound,
): Promise<boolean> {
  const keys = roomKeys(code)
  const told = [...stories].flatMap(([player, story]) => [player, JSON.stringify(story)])
  const answer = await runScript(
    (command) => wire.command(command),
    STORE,
    [keys.records, keys.stories(record.round), keys.class],
    [String(record.round), JSON.stringify(record), String(KEPT_SECONDS), keys.channel, ...told],
  )
  return answer === 1
}

/** The stored records of all rounds, in order. Invalid ones are left out: anyone with a `redis-cli` may write here. */
export async function loadRecords(wire: Wire, code: string): Promise<RoundRecord[]> {
  const texts = (await wire.command(['HVALS', roomKeys(code).records])) as string[]
  return texts.flatMap((text) => parsed(RoundRecord, text)).sort((one, other) => one.round - other.round)
}

export async function loadStories(wire: Wire, code: string, round: number): Promise<Map<string, Story>> {
  const flat = (await wire.command(['HGETALL', roomKeys(code).stories(round)])) as string[]
  return new Map(
    Object.entries(fieldsOf(flat)).flatMap(([player, text]) =>
      parsed(Story, text).map((story): [string, Story] => [player, story]),
    ),
  )
}

/** Keeps all keys of the rounds of a room for another day: also those of earlier rounds' accounts. */
export async function touchRounds(wire: Wire, code: string): Promise<void> {
  const keys = roomKeys(code)
  const all = [keys.class, keys.rounds, keys.records, keys.bots]
  const fields = fieldsOf((await wire.command(['HGETALL', keys.rounds])) as string[])
  const { round } = await loadClass(wire, code)
  for (let one = 1; one <= round; one++) {
    all.push(keys.answers(one), keys.stories(one))
    const epoch = Number(fields[`${one}:epoch`])
    if (!Number.isInteger(epoch)) continue
    const account = accountKeys(code, epoch)
    const closed = parsed(Closed, fields[`${one}:closed`] ?? '')[0]
    all.push(
      account.balance,
      account.version,
      account.expected,
      account.unapplied,
      account.forgotten,
      account.fired,
    )
    for (let segment = 0; segment <= segmentOf(Number(closed?.version ?? 0) + 1); segment++)
      all.push(account.journal(segment))
  }
  await Promise.all(all.map((key) => wire.command(['EXPIRE', key, String(KEPT_SECONDS)])))
}

function parsed<T>(schema: z.ZodType<T>, text: string): T[] {
  try {
    const { data } = schema.safeParse(JSON.parse(text))
    return data === undefined ? [] : [data]
  } catch {
    return []
  }
}
