import type { Entry } from '../../shared/journal.ts'
import type { LineageNode } from '../../shared/lineage.ts'
import type { Room } from '../store/room.ts'
import { isAfter } from '../store/steps.ts'
import { isTakenBack } from '../store/taken-back.ts'
import { effectIn, outsideIn, withdrawnBy } from '../store/write-effects.ts'
import { verdictOfNode } from '../store/write-verdict.ts'
import type { Bar } from './bar.ts'
import { groupedByNode, type LaneOwner } from './lane-nodes.ts'
import { assignRow, type LaneMemory, stack } from './lane-seats.ts'

/** Bars drawn at most; beyond it the oldest are left out. */
const BARS = 90

const endOf = ({ to }: Bar): number => to ?? Number.MAX_SAFE_INTEGER

/** From a write to the one it removed: one that it overwrote, or one of its own that it took back. */
export interface LaneLink {
  key: string
  kind: 'kill' | 'back'
  from: Bar
  to: Bar
}

export interface LaneLayout {
  owners: readonly LaneOwner[]
  /** How many rows of bars each lane has. */
  rows: readonly number[]
  bars: readonly Bar[]
  links: readonly LaneLink[]
}

/** The time that a timeline shows, in milliseconds: long enough for a whole think time and its outcome. */
export function spanOf(thinkMs: number, shortest: number): number {
  return Math.min(30_000, Math.max(shortest, Math.ceil((3.5 * thinkMs + 1000) / 2000) * 2000))
}

/** A shorter time than `span` while the window of a busy room covers less. Changes rarely, so that the scale rests. */
export function zoomed(room: Room, now: number, span: number, before: number): number {
  const oldest = room.lineage.base > 0 ? room.lineage.nodes()[0]?.entry.wroteAt : undefined
  if (oldest === undefined) return span
  const covered = Math.max(2000, now - oldest)
  if (covered <= before && covered > 0.4 * before) return Math.min(span, before)
  return Math.min(span, Math.ceil(covered / 2000) * 2000)
}

/** The timeline of the last `span` milliseconds in at most `capacity` lanes. `pinned` is in the first one. */
export function layLanes(
  room: Room,
  memory: LaneMemory,
  {
    now,
    span,
    capacity,
    pinned,
  }: { now: number; span: number; capacity: number; pinned?: string | undefined },
): LaneLayout {
  const all = collect(room, now - span, now)
  assignRow(memory, all, { now, span, capacity, pinned })
  const owners = groupedByNode(room, memory, pinned)
  const laneOf = new Map(owners.map(({ player }, lane) => [player, lane] as const))
  const bars = all
    .filter((bar) => laneOf.has(bar.player))
    .sort((a, b) => endOf(a) - endOf(b))
    .slice(-BARS)
    .map((bar) => ({ ...bar, lane: laneOf.get(bar.player) ?? 0 }))
  stack(memory, bars, now)
  const byVersion = new Map(bars.filter((bar) => bar.version > 0).map((bar) => [bar.version, bar]))
  const links: LaneLink[] = []
  for (const bar of bars) {
    const node = room.lineage.at(bar.version)
    const killer = bar.verdict === 'lost' && node ? byVersion.get(node.lostBy) : undefined
    if (killer) {
      killer.killer = true
      links.push({ key: `${bar.version}-${killer.version}`, kind: 'kill', from: killer, to: bar })
    }
    const booked = bar.back && node?.entry.reverses ? byVersion.get(node.entry.reverses) : undefined
    if (booked) links.push({ key: `back-${bar.version}`, kind: 'back', from: bar, to: booked })
  }
  const rows = owners.map((_, lane) =>
    Math.max(1, ...bars.filter((bar) => bar.lane === lane).map((bar) => bar.row + 1)),
  )
  return { owners, rows, bars, links }
}

/** All bars since `from`: writes, oldest first, then running transactions. */
function collect(room: Room, from: number, now: number): Bar[] {
  const bars: Bar[] = []
  const nodes = room.lineage.nodes()
  const written = new Map<string, Entry>()
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
    if (!written.has(entry.tx)) written.set(entry.tx, entry)
    bars.push({
      ...base,
      ...{ key: `v${version}`, version, kind: 'wrote', verdict: verdictOf(room, node) },
      ...{ from: entry.readAt, to: entry.wroteAt, amount, seen, wrote },
      ...{ effect: effectIn(room, entry), blind: entry.basis === 'nothing' },
      ...{ back: entry.reverses !== undefined, booked: true },
    })
    const difference = outsideIn(room, entry)
    if (difference === 0) continue
    bars.push({
      ...{ ...base, again: false, breach: false },
      ...{ key: `o${version}`, version: 0, kind: 'outside', verdict: 'outside' },
      ...{ from: entry.readAt, to: entry.readAt, amount: difference, seen, wrote: null },
      ...{ effect: difference, blind: false, back: false, booked: true },
    })
  }
  bars.reverse()
  for (const past of room.pastAttempts) {
    if (past.to < from) continue
    const { tx, player, amount, seen, attempt, refused, last } = past
    bars.push({
      ...{ key: `a${tx}-${attempt}`, tx, player, version: 0, verdict: 'rejected', lane: 0, row: 0 },
      ...{ kind: refused ? 'refused' : 'repeated', killer: false, again: false, breach: false },
      ...{ from: past.from, to: past.to, amount, seen, wrote: null, attempt, last },
      ...{ effect: amount, blind: false, back: false, booked: false },
    })
  }
  for (const step of room.steps) {
    const entry = written.get(step.tx)
    // The end of a transaction that is booked may never be told.
    if (entry && (!isAfter(step, entry) || step.until < now)) continue
    const { tx, player, amount, attempt, at, point } = step
    const kind = point === 'read' || point === 'backoff' || point === 'blocked' ? point : 'think'
    bars.push({
      ...{ key: `s${tx}`, tx, player, version: 0, kind, verdict: 'thinking', lane: 0, row: 0 },
      ...{ killer: false, again: false, breach: false },
      ...{ from: at, to: null, amount, seen: step.seen ?? null, wrote: null, attempt },
      ...{ effect: amount, blind: false, back: false, booked: entry !== undefined },
    })
  }
  return bars
}

/** A transaction that was taken back counts as rejected, unless a part of it is in the balance. */
function verdictOf(room: Room, node: LineageNode<Entry>): Bar['verdict'] {
  const { entry } = node
  const kept = verdictOfNode(node)
  if (isTakenBack(room, entry)) {
    const back = entry.reverses === undefined ? takeBackOf(room, entry) : entry
    return back && withdrawnBy(room, back).effect !== 0 ? kept : 'rejected'
  }
  return kept === 'kept' && effectIn(room, entry) !== entry.amount ? 'wrong' : kept
}

const takeBackOf = (room: Room, { tx, player }: Entry): Entry | undefined =>
  room.lineage
    .nodes()
    .find(({ entry }) => entry.reverses !== undefined && entry.tx === tx && entry.player === player)?.entry
