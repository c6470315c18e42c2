import type { AccountView } from '../../shared/account-view.ts'
import type { Entry } from '../../shared/journal.ts'
import { LIMITS } from '../../shared/limits.ts'
import { createLineage, type Flip, type Lineage } from '../../shared/lineage.ts'
import { unpack } from '../../shared/packed-entry.ts'
import type {
  Frame,
  Player,
  Settings,
  Snapshot,
  StandingView,
  StepView,
  Unapplied,
} from '../../shared/protocol.ts'
import { transactionKey } from '../../shared/transaction-key.ts'
import { type BalanceHistory, createBalanceHistory, isPast, recordBalance } from './balance-history.ts'
import { type Breaches, NO_BREACHES, updateBreaches } from './breaches.ts'
import { type LostWrite, recordLosses } from './lost-writes.ts'
import { type PastAttempt, pastAttemptsAfter } from './past-attempts.ts'
import { type Terms, updateTerms } from './settings-terms.ts'
import { stepsAfter, stepsAt } from './steps.ts'
import { type TakenBack, takenBackIn } from './taken-back.ts'

/** How many unapplied transactions are remembered. */
const UNAPPLIED = 40

/** The room as this page knows it. Each update makes a new object; `lineage`, `revived` and `history` grow in place. */
export interface Room {
  readonly epoch: number
  readonly settings: Settings
  readonly terms: Terms
  readonly account: AccountView
  readonly players: ReadonlyMap<string, Player>
  /** The names of the server processes that are up. */
  readonly nodes: readonly string[]
  readonly standings: ReadonlyMap<string, StandingView>
  readonly lineage: Lineage<Entry>
  /** Versions in the window that were lost and came back. */
  readonly revived: Set<number>
  readonly takenBack: TakenBack
  readonly breaches: Breaches
  /** Lost writes and the writes that overwrote them, newest first. */
  readonly losses: readonly LostWrite[]
  readonly steps: readonly StepView[]
  /** Attempts that this page has seen and that ended without an outcome, oldest first. */
  readonly pastAttempts: readonly PastAttempt[]
  /** Newest first. */
  readonly unapplied: readonly Unapplied[]
  readonly history: BalanceHistory
  /** Time of the newest frame or snapshot, on the clock of Redis. */
  readonly at: number
}

export interface RoomChange {
  room: Room
  flips: readonly Flip<Entry>[]
}

const byId = <T>(list: readonly T[], id: (item: T) => string): Map<string, T> =>
  new Map(list.map((item) => [id(item), item]))

/** The room after a snapshot. Of the same account, the page keeps its chart, its losses and its breaches. */
export function openRoom(snapshot: Snapshot, before: Room | null): RoomChange {
  const same = before !== null && before.epoch === snapshot.epoch
  const room: Room = {
    epoch: snapshot.epoch,
    settings: snapshot.settings,
    terms: updateTerms(null, snapshot),
    account: snapshot.account,
    players: byId(snapshot.players, (player) => player.id),
    nodes: snapshot.nodes,
    standings: byId(snapshot.standings, (standing) => standing.player),
    lineage: createLineage<Entry>(snapshot.from),
    revived: new Set(),
    takenBack: new Set(),
    breaches: same ? before.breaches : NO_BREACHES,
    losses: same ? before.losses.filter((loss) => loss.entry.version <= snapshot.from) : [],
    steps: snapshot.steps,
    pastAttempts: same ? before.pastAttempts : [],
    unapplied: recent([], snapshot.unapplied),
    history: same ? before.history : createBalanceHistory(),
    at: snapshot.at,
  }
  return grow(room, unpacked(snapshot), snapshot.at)
}

/** The room after a frame. A frame of another epoch is ignored: its snapshot is on the way. */
export function advance(room: Room, frame: Frame): RoomChange {
  if (frame.epoch !== room.epoch) return { room, flips: [] }
  const entries = unpacked(frame)
  const digest = frame.from > room.lineage.head
  const standings = frame.standings
    ? new Map([...room.standings, ...byId(frame.standings, (standing) => standing.player)])
    : room.standings
  const settings = frame.settings ?? room.settings
  const steps = stepsAfter(room.steps, frame, entries, bookedIn(room.lineage, entries))
  const next: Room = {
    ...room,
    account: frame.account,
    settings,
    terms: updateTerms(room, { settings, steps, at: frame.at }),
    players: frame.players ? byId(frame.players, (player) => player.id) : room.players,
    nodes: frame.nodes ?? room.nodes,
    standings,
    lineage: digest ? createLineage<Entry>(frame.from) : room.lineage,
    revived: digest ? new Set() : room.revived,
    steps,
    pastAttempts: pastAttemptsAfter(room.pastAttempts, {
      ...frame,
      before: room.steps,
      losesReplies: room.settings.lostReplies > 0,
    }),
    unapplied: frame.unapplied ? recent(room.unapplied, frame.unapplied) : room.unapplied,
    at: frame.at,
  }
  return grow(next, entries, frame.at)
}

/** The room at a later time: steps whose end was not told expire. */
export function timePassed(room: Room, at: number): Room {
  const steps = stepsAt(room.steps, at, bookedIn(room.lineage, []))
  if (steps.length === room.steps.length) return room
  const now = { ...room, steps }
  return { ...now, breaches: updateBreaches(room.breaches, now) }
}

function bookedIn(lineage: Lineage<Entry>, fresh: readonly Entry[]): (step: StepView) => boolean {
  const written = [...lineage.nodes().map(({ entry }) => entry), ...fresh]
  const booked = new Set(written.map(transactionKey))
  return (step) => booked.has(transactionKey(step))
}

const unpacked = ({ entries, at }: Pick<Frame, 'entries' | 'at'>): Entry[] =>
  entries.map((packed) => unpack(packed, at))

function grow(room: Room, entries: readonly Entry[], at: number): RoomChange {
  const { lineage, revived, history } = room
  for (const entry of entries) {
    if (entry.version !== lineage.head + 1) continue
    lineage.append(entry)
    if (!isPast(history, entry.wroteAt)) recordBalance(history, entry.wroteAt, entry.expected, entry.wrote)
  }
  recordBalance(history, at, room.account.expected, room.account.actual)
  const flips = lineage.settle()
  for (const { node, was } of flips) {
    if (was === 'lost' && node.state === 'live') revived.add(node.entry.version)
  }
  const takenBack = takenBackIn(lineage, room.unapplied)
  const losses = recordLosses(room.losses, flips, lineage, takenBack)
  const now = { ...room, losses, takenBack }
  lineage.trim(lineage.head - LIMITS.window)
  for (const version of revived) if (version <= lineage.base) revived.delete(version)
  return { room: { ...now, breaches: updateBreaches(room.breaches, now) }, flips }
}

/** Newest first, each transaction once. The server may repeat known ones. */
function recent(known: readonly Unapplied[], fresh: readonly Unapplied[]): Unapplied[] {
  const all = byId([...known, ...fresh], transactionKey)
  return [...all.values()].sort((a, b) => b.at - a.at).slice(0, UNAPPLIED)
}
