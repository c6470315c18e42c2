import type { Room } from './room.ts'
import { ofNode, outsideOf, type Verdict } from './verdict.ts'

/** Bars drawn at most; past it the oldest go first. */
const BARS = 90
/** Bars of one player that lie beside one another. */
export const ROWS = 3
/** Part of the visible time after which an idle lane may be given away. */
const IDLE = 0.4

export interface Bar {
  key: string
  tx: string
  player: string
  /** 0 while nothing is written. */
  version: number
  /** `think` has read nothing yet, `read` has; `outside` is a mark where a foreign write was met. */
  kind: 'wrote' | 'read' | 'think' | 'backoff' | 'outside'
  verdict: Verdict | 'outside'
  /** Its write overwrote another that can be seen. */
  killer: boolean
  lane: number
  row: number
  /** Times on the clock of Redis; `to` is null while it grows. */
  from: number
  to: number | null
  amount: number
  seen: number | null
  wrote: number | null
  attempt: number
}

export interface Link {
  key: string
  lost: Bar
  killer: Bar
}

export interface Lanes {
  /** The player of each lane, null for an empty one. */
  players: readonly (string | null)[]
  /** How many bars lie beside one another in each lane. */
  rows: readonly number[]
  bars: readonly Bar[]
  links: readonly Link[]
}

/** What must not jump from one drawing to the next: who has which lane, and which bar which row. */
export interface LaneMemory {
  players: (string | null)[]
  rows: Map<string, number>
}

export function createLaneMemory(): LaneMemory {
  return { players: [], rows: new Map() }
}

/** The visible time of a timeline: long enough to see a thought through, with what came of it. */
export function spanOf(thinkMs: number, shortest: number): number {
  return Math.min(30_000, Math.max(shortest, Math.ceil((3.5 * thinkMs + 1000) / 2000) * 2000))
}

/** The window may reach back less far than `span` when much happens: then a shorter time fills the timeline. It changes rarely. */
export function zoomed(room: Room, now: number, span: number, before: number): number {
  const oldest = room.lineage.base > 0 ? room.lineage.nodes()[0]?.entry.wroteAt : undefined
  if (oldest === undefined) return span
  const covered = Math.max(2000, now - oldest)
  if (covered <= before && covered > 0.4 * before) return Math.min(span, before)
  return Math.min(span, Math.ceil(covered / 2000) * 2000)
}

/** The timeline of the last `span` milliseconds in at most `capacity` lanes. `pinned` always has the first one. */
export function layLanes(
  room: Room,
  memory: LaneMemory,
  {
    now,
    span,
    capacity,
    pinned,
  }: { now: number; span: number; capacity: number; pinned?: string | undefined },
): Lanes {
  const all = collect(room, now - span)
  seat(memory, all, { now, span, capacity, pinned })
  const laneOf = new Map(memory.players.map((player, lane) => [player, lane] as const))
  const bars = all
    .filter((bar) => laneOf.has(bar.player))
    .slice(-BARS)
    .map((bar) => ({ ...bar, lane: laneOf.get(bar.player) ?? 0 }))
  stack(memory, bars, now)
  const byVersion = new Map(bars.filter((bar) => bar.version > 0).map((bar) => [bar.version, bar]))
  const links: Link[] = []
  for (const bar of bars) {
    const node = bar.verdict === 'lost' ? room.lineage.at(bar.version) : undefined
    const killer = node && byVersion.get(node.lostBy)
    if (!killer) continue
    killer.killer = true
    links.push({ key: `${bar.version}-${killer.version}`, lost: bar, killer })
  }
  const rows = memory.players.map((_, lane) =>
    Math.max(1, ...bars.filter((bar) => bar.lane === lane).map((bar) => bar.row + 1)),
  )
  return { players: [...memory.players], rows, bars, links }
}

/** Everything that can be seen since `from`, oldest write first, then what is under way. */
function collect(room: Room, from: number): Bar[] {
  const bars: Bar[] = []
  const nodes = room.lineage.nodes()
  const written = new Map<string, number>()
  for (let index = nodes.length - 1; index >= 0; index--) {
    const node = nodes[index]
    if (!node || node.entry.wroteAt < from) break
    const { entry } = node
    const base = {
      tx: entry.tx,
      player: entry.player,
      lane: 0,
      row: 0,
      killer: false,
      attempt: entry.attempts,
    }
    const { version, seen, wrote, amount } = entry
    if (!written.has(entry.tx)) written.set(entry.tx, entry.wroteAt)
    bars.push({
      ...base,
      ...{ key: `v${version}`, version, kind: 'wrote', verdict: ofNode(node) },
      ...{ from: entry.readAt, to: entry.wroteAt, amount, seen, wrote },
    })
    const difference = outsideOf(room, entry)
    if (difference === 0) continue
    bars.push({
      ...base,
      ...{ key: `o${version}`, version: 0, kind: 'outside', verdict: 'outside' },
      ...{ from: entry.readAt, to: entry.readAt, amount: difference, seen, wrote: null },
    })
  }
  bars.reverse()
  for (const step of room.steps) {
    if ((written.get(step.tx) ?? 0) >= step.at) continue
    const { tx, player, amount, attempt, at, point } = step
    const kind = point === 'read' || point === 'backoff' ? point : 'think'
    bars.push({
      ...{ key: `s${tx}`, tx, player, version: 0, kind, verdict: 'thinking', killer: false, lane: 0, row: 0 },
      ...{ from: at, to: null, amount, seen: step.seen ?? null, wrote: null, attempt },
    })
  }
  return bars
}

/** Gives lanes to players: who has one keeps it while anything of theirs can be seen. */
function seat(
  memory: LaneMemory,
  bars: readonly Bar[],
  {
    now,
    span,
    capacity,
    pinned,
  }: { now: number; span: number; capacity: number; pinned?: string | undefined },
): void {
  const active = new Map<string, number>()
  if (pinned) active.set(pinned, now)
  for (const bar of bars) active.set(bar.player, Math.max(active.get(bar.player) ?? 0, bar.to ?? now))
  const seats = memory.players.slice(0, capacity)
  while (seats.length < Math.min(capacity, active.size)) seats.push(null)
  if (pinned && seats.length > 0 && seats[0] !== pinned) {
    const other = seats.indexOf(pinned)
    if (other > 0) seats[other] = seats[0] ?? null
    seats[0] = pinned
  }
  const waiting = [...active.keys()]
    .filter((player) => !seats.includes(player))
    .sort((a, b) => (active.get(b) ?? 0) - (active.get(a) ?? 0))
  for (let lane = 0; lane < seats.length && waiting.length > 0; lane++) {
    const player = seats[lane]
    const idle = player ? now - (active.get(player) ?? 0) : Number.POSITIVE_INFINITY
    if (idle > span * IDLE) seats[lane] = waiting.shift() ?? null
  }
  memory.players = seats
}

/** Puts bars of one player that overlap in time beside one another, and leaves them there. */
function stack(memory: LaneMemory, bars: Bar[], now: number): void {
  const rows = new Map<string, number>()
  for (const bar of bars) {
    const known = rows.get(bar.tx) ?? memory.rows.get(bar.tx)
    if (known !== undefined) {
      bar.row = known
    } else {
      const taken = new Set(
        bars
          .filter((other) => other.lane === bar.lane && other.tx !== bar.tx)
          .filter((other) => other.from < (bar.to ?? now) && (other.to ?? now) > bar.from)
          .map((other) => rows.get(other.tx) ?? memory.rows.get(other.tx)),
      )
      let row = 0
      while (row < ROWS - 1 && taken.has(row)) row += 1
      bar.row = row
    }
    rows.set(bar.tx, bar.row)
  }
  memory.rows = rows
}
