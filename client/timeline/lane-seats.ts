import type { Bar } from './bar.ts'

/** Rows in a lane at most, for one player's bars that overlap in time. */
const ROWS = 3
/** Fraction of the visible time after which an idle lane may go to another player. */
const IDLE = 0.4

/** What stays the same from one drawing to the next: the lane of each player, and the row of each bar. */
export interface LaneMemory {
  players: (string | null)[]
  rows: Map<string, number>
  /** The node each player was seen on last. */
  nodes: Map<string, string>
}

export function createLaneMemory(): LaneMemory {
  return { players: [], rows: new Map(), nodes: new Map() }
}

/** Gives lanes to players. A lane idle for more than `IDLE` of the visible time goes to a waiting player. */
export function assignRow(
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

/** Puts bars of one player that overlap in time into rows; a bar keeps its row. */
export function stack(memory: LaneMemory, bars: Bar[], now: number): void {
  const rows = new Map<string, number>()
  for (const bar of bars.toSorted((a, b) => a.from - b.from)) {
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
