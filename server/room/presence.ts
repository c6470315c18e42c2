import { z } from 'zod'
import { coalesced } from '../async/coalesced.ts'
import { repeating } from '../async/repeating.ts'
import type { Register } from '../nodes/register.ts'
import { KEPT_SECONDS, roomKeys } from '../redis/keys.ts'
import { runScript } from '../redis/run-script.ts'
import { script } from '../redis/script.ts'
import type { Wire } from '../redis/wire.ts'

/** A node's report on a room: its name, and since when each player is connected to it, on Redis' clock. */
const PresenceMessage = z.object({ name: z.string(), players: z.record(z.string(), z.number()) })
type PresenceMessage = z.infer<typeof PresenceMessage>

/** Milliseconds for which a report is valid, and between two reports: after a crash it expires soon. */
const HELD_MS = 6000
const SAY_MS = 2000
/** A change is reported within this many milliseconds. */
const SOON_MS = 50
/** TTL of the key in seconds, for the time when no node is left to delete it. */
const KEY_SECONDS = 60

/** Writes down that the players of the report `said` who are not in `after` were last there `at` that time. */
const NOTE = `
local function playersOf(report)
  local fine, read = pcall(cjson.decode, report)
  return fine and type(read) == 'table' and type(read.players) == 'table' and read.players or {}
end
local function note(said, at, after, ttl)
  local stayed = playersOf(after)
  for player in pairs(playersOf(said)) do
    if stayed[player] == nil then redis.call('HSET', KEYS[2], player, string.format('%.0f', at)) end
  end
  redis.call('EXPIRE', KEYS[2], ttl)
end
`

/**
 * Stores a node's report ('' when no player is connected to it), deletes expired reports, and answers those of the other
 * nodes: id, stored text, id, … The stored text is its expiry in milliseconds on Redis' clock, a space, and the report.
 * Writes down when a player was last there who is in a report no more. KEYS: presence, seen. ARGV: the node's id, its report, how many milliseconds that is valid, TTL in seconds,
 * channel, TTL of `seen`.
 */
const SAY = script(`
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local changed, answer = false, {}
${NOTE}
local all = redis.call('HGETALL', KEYS[1])
local before = ''
for i = 1, #all, 2 do
  local until_, said = string.match(all[i + 1], '^(%d+) (.*)$')
  if not until_ or tonumber(until_) < now then
    redis.call('HDEL', KEYS[1], all[i])
    if until_ then note(said, tonumber(until_) - tonumber(ARGV[3]), '', ARGV[6]) end
    changed = true
  elseif all[i] == ARGV[1] then
    before = said
  else
    table.insert(answer, all[i])
    table.insert(answer, all[i + 1])
  end
end
if ARGV[2] == '' then
  redis.call('HDEL', KEYS[1], ARGV[1])
else
  redis.call('HSET', KEYS[1], ARGV[1], string.format('%.0f', now + tonumber(ARGV[3])) .. ' ' .. ARGV[2])
  redis.call('EXPIRE', KEYS[1], ARGV[4])
end
if before ~= '' and before ~= ARGV[2] then note(before, now, ARGV[2], ARGV[6]) end
if changed or before ~= ARGV[2] then
  redis.pcall('PUBLISH', ARGV[5], '{"kind":"presence","node":"' .. ARGV[1] .. '"}')
end
return answer
`)

/**
 * Deletes the report of a node that has crashed, and writes down when its players were last there. KEYS: presence, seen.
 * ARGV: the node's id, channel, TTL of `seen`.
 */
const GONE = script(`${NOTE}
local said = redis.call('HGET', KEYS[1], ARGV[1])
redis.call('HDEL', KEYS[1], ARGV[1])
local time = redis.call('TIME')
note(string.match(said or '', '^%d+ (.*)$') or '', tonumber(time[1]) * 1000, '', ARGV[3])
redis.pcall('PUBLISH', ARGV[2], '{"kind":"presence"}')
`)

export interface PresenceOptions {
  wire: Wire
  code: string
  /** This node. */
  node: Pick<Register, 'id' | 'name'>
  /** Milliseconds on Redis' clock. */
  now(): number
  /** Runs work that asks Redis and is retried later. */
  logOnce(what: string, work: () => Promise<void>): Promise<void>
  onChange(): void
}

/** The players who are connected to a room, on all nodes. This node's own players are known at once. */
export class Presence {
  readonly #options: PresenceOptions
  readonly #own = new Map<string, number>()
  #others: PresenceMessage[] = []
  /** The places when `onChange` was last called. */
  #lastPlaces = ''
  #closed = false
  #timer: NodeJS.Timeout | undefined
  readonly #stop: () => void
  readonly #publish = coalesced(() => this.#sayAndHear())

  constructor(options: PresenceOptions) {
    this.#options = options
    this.#stop = repeating(SAY_MS, () => this.refresh())
  }

  /** Sets the players who are connected to this node now. */
  set(players: ReadonlySet<string>): void {
    const came = [...players].filter((player) => !this.#own.has(player))
    const went = [...this.#own.keys()].filter((player) => !players.has(player))
    if (came.length + went.length === 0) return
    for (const player of came) this.#own.set(player, this.#options.now())
    for (const player of went) this.#own.delete(player)
    this.#notifyIfChanged()
    this.#soon()
  }

  /** The name of each player's node; with several connections, the node of the newest. */
  places(): Map<string, string> {
    const { node } = this.#options
    const places = new Map<string, { name: string; since: number }>()
    const add = (name: string, players: Iterable<[string, number]>): void => {
      for (const [player, since] of players) {
        const known = places.get(player)
        const later = !known || since > known.since || (since === known.since && name < known.name)
        if (later) places.set(player, { name, since })
      }
    }
    for (const { name, players } of this.#others) add(name, Object.entries(players))
    add(node.name, this.#own)
    return new Map([...places].map(([player, { name }]) => [player, name]))
  }

  /** A node has published a new report; `undefined`: its id is unknown. */
  nodeChanged(node: string | undefined): void {
    if (node !== this.#options.node.id) this.#soon()
  }

  /** Stores this node's report and reads the others'. While Redis is away it is retried later. */
  async refresh(): Promise<void> {
    const { wire, code, logOnce } = this.#options
    // Without Redis no node can report, so all players keep their place.
    if (!wire.reaches(roomKeys(code).presence) || this.#closed) return
    await logOnce('presence could not be reported', this.#publish)
    this.#notifyIfChanged()
  }

  /** Deletes the report of a node that has crashed. */
  async nodeCrashed(node: string): Promise<void> {
    const { wire, code } = this.#options
    const { presence, seen, channel } = roomKeys(code)
    await runScript(
      (command) => wire.command(command),
      GONE,
      [presence, seen],
      [node, channel, String(KEPT_SECONDS)],
    )
  }

  async close(): Promise<void> {
    this.#stop()
    clearTimeout(this.#timer)
    this.#own.clear()
    this.#closed = true
    await this.#publish().catch(() => {})
  }

  async #sayAndHear(): Promise<void> {
    const { wire, code, node } = this.#options
    const said: PresenceMessage = { name: node.name, players: Object.fromEntries(this.#own) }
    const { presence, seen, channel } = roomKeys(code)
    const answer = (await runScript(
      (command) => wire.command(command),
      SAY,
      [presence, seen],
      [
        node.id,
        this.#own.size > 0 ? JSON.stringify(said) : '',
        String(HELD_MS),
        String(KEY_SECONDS),
        channel,
        String(KEPT_SECONDS),
      ],
    )) as string[]
    this.#others = answer.flatMap((text, i) => (i % 2 === 1 ? parsed(text) : []))
  }

  /** Changes in quick succession share one report. */
  #soon(): void {
    if (this.#closed) return
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      void this.refresh()
    }, SOON_MS)
  }

  #notifyIfChanged(): void {
    const places = JSON.stringify([...this.places()].sort())
    if (places === this.#lastPlaces) return
    this.#lastPlaces = places
    this.#options.onChange()
  }
}

/** Empty if the text is not a valid report: anyone with a `redis-cli` may write here. */
function parsed(text: string): PresenceMessage[] {
  try {
    return [PresenceMessage.parse(JSON.parse(text.slice(text.indexOf(' '))))]
  } catch {
    return []
  }
}
