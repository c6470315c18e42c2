import { z } from 'zod'
import { coalesced } from '../async/coalesced.ts'
import { repeating } from '../async/repeating.ts'
import type { Register } from '../nodes/register.ts'
import { roomKeys } from '../redis/keys.ts'
import { runScript } from '../redis/run-script.ts'
import { script } from '../redis/script.ts'
import type { Wire } from '../redis/wire.ts'

/** What a node says of its players in a room: since when each is connected to it, on Redis' clock. */
const Said = z.object({ name: z.string(), players: z.record(z.string(), z.number()) })
type Said = z.infer<typeof Said>

/** What a node says holds this long, in milliseconds, and is said anew this often: after a crash it is soon forgotten. */
const HELD_MS = 6000
const SAY_MS = 2000
/** Milliseconds after a change at the latest. */
const SOON_MS = 50
/** The key itself goes, in seconds, when nobody is there to clear it away. */
const KEY_SECONDS = 60

/**
 * Says who is connected to a node ('' for nobody) and answers what all nodes say, by their ids. What is past its time is
 * cleared away. Stored is `until`, in milliseconds on Redis' clock, a space, and what was said. KEYS: presence. ARGV: the
 * node's id, what it says, for how many milliseconds, TTL, channel.
 */
const SAY = script(`
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local changed, answer = false, {}
local all = redis.call('HGETALL', KEYS[1])
local before = ''
for i = 1, #all, 2 do
  local until_, said = string.match(all[i + 1], '^(%d+) (.*)$')
  if not until_ or tonumber(until_) < now then
    redis.call('HDEL', KEYS[1], all[i])
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
if changed or before ~= ARGV[2] then
  redis.pcall('PUBLISH', ARGV[5], '{"kind":"presence","node":"' .. ARGV[1] .. '"}')
end
return answer
`)

export interface PresenceOptions {
  wire: Wire
  code: string
  /** This node. */
  node: Pick<Register, 'id' | 'name'>
  /** Milliseconds on Redis' clock. */
  now(): number
  /** Runs what asks Redis and is tried again by and by. */
  logOnce(what: string, work: () => Promise<void>): Promise<void>
  onChange(): void
}

/** Who is connected to a room, on whichever node. What this node's own players do is known at once. */
export class Presence {
  readonly #options: PresenceOptions
  readonly #own = new Map<string, number>()
  #others: Said[] = []
  /** What `onChange` was last called for. */
  #shown = ''
  #closed = false
  #timer: NodeJS.Timeout | undefined
  readonly #stop: () => void
  readonly #say = coalesced(() => this.#sayAndHear())

  constructor(options: PresenceOptions) {
    this.#options = options
    this.#stop = repeating(SAY_MS, () => this.refresh())
  }

  /** Those who are connected to this node now. */
  set(players: ReadonlySet<string>): void {
    const came = [...players].filter((player) => !this.#own.has(player))
    const went = [...this.#own.keys()].filter((player) => !players.has(player))
    if (came.length + went.length === 0) return
    for (const player of came) this.#own.set(player, this.#options.now())
    for (const player of went) this.#own.delete(player)
    this.#show()
    this.#soon()
  }

  /** The name of the node each player is connected to: of several, the one they came to last. */
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

  /** The node with that id has said something, or somebody has. */
  nodeChanged(node: string | undefined): void {
    if (node !== this.#options.node.id) this.#soon()
  }

  /** Says what there is to say and hears the others; while Redis is away it is tried again by and by. */
  async refresh(): Promise<void> {
    const { wire, code, logOnce } = this.#options
    // Nobody can say anything then, so nobody is taken for gone.
    if (!wire.reaches(roomKeys(code).presence) || this.#closed) return
    await logOnce('presence could not be told', this.#say)
    this.#show()
  }

  /** A node has crashed: nobody is connected to it any more. */
  async gone(node: string): Promise<void> {
    const { wire, code } = this.#options
    await wire.command(['HDEL', roomKeys(code).presence, node])
    await wire.command(['PUBLISH', roomKeys(code).channel, '{"kind":"presence"}'])
  }

  async close(): Promise<void> {
    this.#stop()
    clearTimeout(this.#timer)
    this.#own.clear()
    this.#closed = true
    await this.#say().catch(() => {})
  }

  async #sayAndHear(): Promise<void> {
    const { wire, code, node } = this.#options
    const said: Said = { name: node.name, players: Object.fromEntries(this.#own) }
    const { presence, channel } = roomKeys(code)
    const answer = (await runScript(
      (command) => wire.command(command),
      SAY,
      [presence],
      [
        node.id,
        this.#own.size > 0 ? JSON.stringify(said) : '',
        String(HELD_MS),
        String(KEY_SECONDS),
        channel,
      ],
    )) as string[]
    this.#others = answer.flatMap((text, i) => (i % 2 === 1 ? parsed(text) : []))
  }

  /** Many who come at once are told of at once. */
  #soon(): void {
    if (this.#closed) return
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      void this.refresh()
    }, SOON_MS)
  }

  #show(): void {
    const shown = JSON.stringify([...this.places()].sort())
    if (shown === this.#shown) return
    this.#shown = shown
    this.#options.onChange()
  }
}

/** Nothing for what nobody of us has said: anyone with a `redis-cli` may write here. */
function parsed(text: string): Said[] {
  try {
    return [Said.parse(JSON.parse(text.slice(text.indexOf(' '))))]
  } catch {
    return []
  }
}
