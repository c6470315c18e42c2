import type { PackedEntry } from '../../shared/journal.ts'
import { LIMITS } from '../../shared/limits.ts'
import { pack } from '../../shared/packed-entry.ts'
import type {
  Frame,
  Player,
  Settings,
  Snapshot,
  StandingView,
  StepView,
  Unapplied,
  Verdict,
} from '../../shared/protocol.ts'
import type { Forgotten } from '../../shared/rewound.ts'
import { transactionKey } from '../../shared/transaction-key.ts'
import type { RoomCopy } from '../journal/room-copy.ts'
import { newestVerdicts, verdictsOn } from './verdicts.ts'

/** Milliseconds between two frames with standings, which change with every entry: per player, and at least. */
const STANDINGS_MS_EACH = 5
const STANDINGS_MS = 250
/** The same for the list of players: each change sends the whole list to all, so a full room costs n³. */
const PLAYERS_MS_EACH = 4
/** Unapplied transactions kept for snapshots. */
const UNAPPLIED_KEPT = 100
/** Steps in one frame and in a snapshot. */
const STEPS_KEPT = 64
/** With more running transactions than this, those past their `until` are forgotten. */
const MOST_RUNNING = 1000

interface FrameChanges {
  steps: StepView[]
  unapplied: Unapplied[]
  /** Sent before, but judged differently since. */
  judged: Set<Unapplied>
  players: boolean
  nodes: boolean
  settings: boolean
}
const nothingNew = (): FrameChanges => ({
  ...{ steps: [], unapplied: [], judged: new Set(), players: false, nodes: false, settings: false },
})

/** Collects the events in a room since its last frame and builds the next frame, or a whole snapshot. */
export class FrameBuilder {
  #copy: RoomCopy
  #players: Player[] = []
  #nodes: readonly string[] = []
  #settings: Settings
  #toldVersion: number
  readonly #now: () => number
  #news = nothingNew()
  readonly #changedStandings = new Set<string>()
  #standingsAt = 0
  #playersAt = 0
  #unapplied: Unapplied[] = []
  /** Steps of unsettled transactions, by player and transaction. */
  readonly #running = new Map<string, StepView>()

  constructor(copy: RoomCopy, settings: Settings, now: () => number) {
    this.#copy = copy
    this.#settings = settings
    this.#toldVersion = copy.version
    this.#now = now
  }

  /** Begins with a new copy of the account and drops all that was collected. `unapplied`: the list in Redis. */
  begin(copy: RoomCopy, unapplied: readonly Unapplied[]): void {
    this.#copy = copy
    this.#toldVersion = copy.version
    this.#unapplied = unapplied.slice(-UNAPPLIED_KEPT)
    this.#running.clear()
    this.#changedStandings.clear()
    this.#news = { ...this.#news, steps: [], unapplied: [], judged: new Set() }
  }

  step(step: StepView): void {
    this.#running.set(transactionKey(step), step)
    // Pub/sub is at most once: the end of some transactions may have been missed.
    if (this.#running.size > MOST_RUNNING) this.#forgetEnded()
    if (this.#news.steps.length < STEPS_KEPT) this.#news.steps.push(step)
  }

  #forgetEnded(): void {
    const now = this.#now()
    for (const [key, { until }] of this.#running) if (until < now) this.#running.delete(key)
  }

  unapplied(unapplied: Unapplied): void {
    this.ended(unapplied.player, unapplied.tx)
    this.#news.unapplied.push(unapplied)
    // Some become known late.
    const inOrder = [...this.#unapplied, unapplied].sort((one, other) => one.at - other.at)
    this.#unapplied = inOrder.slice(-UNAPPLIED_KEPT)
  }

  /** The transaction is settled: its step is no longer shown. */
  ended(player: string, tx: string): void {
    this.#running.delete(transactionKey({ player, tx }))
  }

  players(players: Player[]): void {
    this.#players = players
    this.#news.players = true
  }

  /** The player's nickname; `undefined` for an unknown player. */
  nickname(player: string): string | undefined {
    return this.#players.find(({ id }) => id === player)?.nickname
  }

  nodes(nodes: readonly string[]): void {
    this.#nodes = nodes
    this.#news.nodes = true
  }

  settings(settings: Settings): void {
    this.#settings = settings
    this.#news.settings = true
  }

  /** Marks those of these acknowledged transactions whose version is another write's in this account. */
  markForgotten(acknowledged: readonly Forgotten[]): void {
    const { epoch, version, ledger } = this.#copy
    for (const one of acknowledged)
      if (one.epoch === epoch && one.version <= version) ledger.markForgotten(one)
  }

  /** All changes since the last frame. Standings and players may be held back for a later frame, see `nextChangeIn`. */
  frame(): Frame {
    const now = this.#now()
    this.#settle()
    const { version } = this.#copy
    const from = Math.max(this.#toldVersion, version - LIMITS.entriesPerFrame)
    const { steps, nodes, settings } = this.#news
    const fresh = this.#news.unapplied.slice(-LIMITS.entriesPerFrame)
    const unapplied = [...new Set([...fresh, ...this.#news.judged])]
    const players = this.#playersIn() === 0
    const standings = this.#standingsIn() === 0 ? this.#standings([...this.#changedStandings]) : []
    if (players) this.#playersAt = Date.now()
    if (standings.length > 0) {
      this.#changedStandings.clear()
      this.#standingsAt = Date.now()
    }
    this.#toldVersion = version
    this.#news = { ...nothingNew(), players: this.#news.players && !players }
    return {
      type: 'frame',
      at: now,
      epoch: this.#copy.epoch,
      account: this.#copy.view(),
      from,
      entries: this.#entries(from, now),
      ...(steps.length > 0 && { steps }),
      ...(unapplied.length > 0 && { unapplied: this.#judged(unapplied) }),
      ...(settings && { settings: this.#settings }),
      ...(players && { players: this.#players }),
      ...(nodes && { nodes: [...this.#nodes] }),
      ...(standings.length > 0 && { standings }),
    }
  }

  snapshot(): Snapshot {
    this.#settle()
    const now = this.#now()
    const from = Math.max(0, this.#copy.version - LIMITS.window)
    return {
      type: 'snapshot',
      at: now,
      epoch: this.#copy.epoch,
      settings: this.#settings,
      account: this.#copy.view(),
      players: this.#players,
      nodes: [...this.#nodes],
      standings: this.#standings(this.#players.map(({ id }) => id)),
      from,
      entries: this.#entries(from, now),
      steps: [...this.#running.values()].filter(({ until }) => until > now).slice(-STEPS_KEPT),
      unapplied: this.#judged(this.#unapplied),
    }
  }

  /** For each of these versions, whether it is lost now, and by which entry. Unknown versions are left out. */
  verdicts(versions: number[]): Verdict[] {
    this.#settle()
    return verdictsOn(this.#copy.ledger.lineage, versions)
  }

  /** The verdicts on the player's newest writes, oldest first, also on those before the window. */
  history(player: string): Verdict[] {
    this.#settle()
    return newestVerdicts(this.#copy.ledger.lineage, player, LIMITS.history)
  }

  /** Milliseconds until a held-back part may be sent; `undefined` when no part is held back. */
  nextChangeIn(): number | undefined {
    const waits = [this.#standingsIn(), this.#playersIn()].filter((wait) => wait !== undefined)
    return waits.length > 0 ? Math.min(...waits) : undefined
  }

  #standingsIn(): number | undefined {
    if (this.#changedStandings.size === 0) return undefined
    return until(this.#standingsAt + Math.max(STANDINGS_MS, STANDINGS_MS_EACH * this.#players.length))
  }

  #playersIn(): number | undefined {
    return this.#news.players ? until(this.#playersAt + PLAYERS_MS_EACH * this.#players.length) : undefined
  }

  #settle(): void {
    const { players, refusals } = this.#copy.ledger.settle()
    for (const player of players) this.#changedStandings.add(player)
    for (const { player, tx } of refusals) {
      const known = this.#unapplied.find((one) => one.player === player && one.tx === tx)
      if (known) this.#news.judged.add(known)
    }
  }

  #judged(all: readonly Unapplied[]): Unapplied[] {
    const { refusals } = this.#copy.ledger
    return all.map((one) =>
      refusals.isFalse(one.player, one.tx) ? { ...one, falselyRefused: true as const } : one,
    )
  }

  #entries(from: number, at: number): PackedEntry[] {
    const { lineage } = this.#copy.ledger
    return lineage
      .nodes()
      .slice(from)
      .map(({ entry }) => pack(entry, at))
  }

  #standings(players: string[]): StandingView[] {
    return players.map((player) => ({ player, ...this.#copy.ledger.standing(player) }))
  }
}

const until = (time: number): number => Math.max(0, time - Date.now())
