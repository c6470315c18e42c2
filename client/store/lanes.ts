import type { Bar } from './bar.ts'
import { grouped, type LaneOwner } from './lane-nodes.ts'
import { type LaneMemory, seat, stack } from './lane-seats.ts'
import type { Room } from './room.ts'
import { ofNode, outsideOf } from './verdict.ts'

/** Bars drawn at most; past it the oldest go first. */
const BARS = 90

export interface Link {
  key: string
  lost: Bar
  killer: Bar
}

export interface Lanes {
  owners: readonly LaneOwner[]
  /** How many bars lie beside one another in each lane. */
  rows: readonly number[]
  bars: readonly Bar[]
  links: readonly Link[]
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
  const owners = grouped(room, memory, pinned)
  const laneOf = new Map(owners.map(({ player }, lane) => [player, lane] as const))
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
  const rows = owners.map((_, lane) =>
    Math.max(1, ...bars.filter((bar) => bar.lane === lane).map((bar) => bar.row + 1)),
  )
  return { owners, rows, bars, links }
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
      again: entry.again === true,
      breach: room.breaches.versions.has(entry.version),
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
      ...{ ...base, again: false, breach: false },
      ...{ key: `o${version}`, version: 0, kind: 'outside', verdict: 'outside' },
      ...{ from: entry.readAt, to: entry.readAt, amount: difference, seen, wrote: null },
    })
  }
  bars.reverse()
  for (const step of room.steps) {
    if ((written.get(step.tx) ?? 0) >= step.at) continue
    const { tx, player, amount, attempt, at, point } = step
    const kind = point === 'read' || point === 'backoff' || point === 'blocked' ? point : 'think'
    bars.push({
      ...{ key: `s${tx}`, tx, player, version: 0, kind, verdict: 'thinking', lane: 0, row: 0 },
      ...{ killer: false, again: false, breach: false },
      ...{ from: at, to: null, amount, seen: step.seen ?? null, wrote: null, attempt },
    })
  }
  return bars
}
