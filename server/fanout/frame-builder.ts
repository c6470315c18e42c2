import type { Entry, PackedEntry } from '../../shared/journal.ts'
import { LIMITS } from '../../shared/limits.ts'
import type { LineageNode } from '../../shared/lineage.ts'
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
import { transactionKey } from '../../shared/transaction-key.ts'
import type { RoomCopy } from '../journal/room-copy.ts'

/** Milliseconds per player between two frames that carry standings, which change with every entry; and at least. */
const STANDINGS_MS_EACH = 5
const STANDINGS_MS = 250
/** The same for the list of players, all of whom are told with each change: a room that fills costs the cube of it. */
const PLAYERS_MS_EACH = 4
/** Unapplied transactions kept for those who come later. */
const UNAPPLIED_KEPT = 100
/** Steps in one frame and in a snapshot. */
const STEPS_KEPT = 64
/** Transactions under way past which those that must have ended are forgotten. */
const MOST_UNDER_WAY = 1000

interface News {
  steps: StepView[]
  unapplied: Unapplied[]
  /** Told before, and judged otherwise since. */
  judged: Set<Unapplied>
  players: boolean
  nodes: boolean
  settings: boolean
}
const nothingNew = (): News => ({
  ...{ steps: [], unapplied: [], judged: new Set(), players: false, nodes: false, settings: false },
})

/** Collects what happened in a room since its last frame, and tells it: as a frame, or whole as a snapshot. */
export class FrameBuilder {
  #copy: RoomCopy
  #players: Player[] = []
  #nodes: readonly string[] = []
  #settings: Settings
  #told: number
  readonly #now: () => number
  #news = nothingNew()
  readonly #changedStandings = new Set<string>()
  #standingsAt = 0
  #playersAt = 0
  #unapplied: Unapplied[] = []
  /** Steps of transactions that are not settled yet, by player and transaction. */
  readonly #underWay = new Map<string, StepView>()

  constructor(copy: RoomCopy, settings: Settings, now: () => number) {
    this.#copy = copy
    this.#settings = settings
    this.#told = copy.version
    this.#now = now
  }

  /** The account's next life: nothing that was collected belongs to it. `unapplied`: what Redis has of them. */
  begin(copy: RoomCopy, unapplied: readonly Unapplied[]): void {
    this.#copy = copy
    this.#told = copy.version
    this.#unapplied = unapplied.slice(-UNAPPLIED_KEPT)
    this.#underWay.clear()
    this.#changedStandings.clear()
    this.#news = { ...this.#news, steps: [], unapplied: [], judged: new Set() }
  }

  step(step: StepView): void {
    this.#underWay.set(transactionKey(step), step)
    // The end of some may have been missed: pub/sub is at most once.
    if (this.#underWay.size > MOST_UNDER_WAY) this.#forgetEnded()
    if (this.#news.steps.length < STEPS_KEPT) this.#news.steps.push(step)
  }

  #forgetEnded(): void {
    const now = this.#now()
    for (const [key, { until }] of this.#underWay) if (until < now) this.#underWay.delete(key)
  }

  unapplied(unapplied: Unapplied): void {
    this.ended(unapplied.player, unapplied.tx)
    this.#news.unapplied.push(unapplied)
    // Of some it is known later.
    const inOrder = [...this.#unapplied, unapplied].sort((one, other) => one.at - other.at)
    this.#unapplied = inOrder.slice(-UNAPPLIED_KEPT)
  }

  /** The transaction is settled: it is under way no more. */
  ended(player: string, tx: string): void {
    this.#underWay.delete(transactionKey({ player, tx }))
  }

  players(players: Player[]): void {
    this.#players = players
    this.#news.players = true
  }

  /** What a player is called, `undefined` for one nobody knows. */
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

  /** All since the last frame. Standings and players may be held back for a later one, see `moreIn`. */
  frame(): Frame {
    const now = this.#now()
    this.#settle()
    const { version } = this.#copy
    const from = Math.max(this.#told, version - LIMITS.entriesPerFrame)
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
    this.#told = version
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
      steps: [...this.#underWay.values()].filter(({ until }) => until > now).slice(-STEPS_KEPT),
      unapplied: this.#judged(this.#unapplied),
    }
  }

  /** Who is lost now among these versions, and to whom. */
  verdicts(versions: number[]): Verdict[] {
    this.#settle()
    const { lineage } = this.#copy.ledger
    return versions.flatMap((version) => {
      const node = lineage.at(version)
      return node ? [this.#verdict(node)] : []
    })
  }

  /** What became of the player's newest writes, oldest first, the window notwithstanding. */
  history(player: string): Verdict[] {
    this.#settle()
    const nodes = this.#copy.ledger.lineage.nodes()
    const own: Verdict[] = []
    for (let index = nodes.length - 1; index >= 0 && own.length < LIMITS.history; index--) {
      const node = nodes[index]
      if (node?.entry.player === player) own.push(this.#verdict(node))
    }
    return own.reverse()
  }

  /** Milliseconds until what is held back may go out; `undefined` when there is none. */
  moreIn(): number | undefined {
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
      const told = this.#unapplied.find((one) => one.player === player && one.tx === tx)
      if (told) this.#news.judged.add(told)
    }
  }

  #judged(all: readonly Unapplied[]): Unapplied[] {
    const { refusals } = this.#copy.ledger
    return all.map((one) =>
      refusals.isFalse(one.player, one.tx) ? { ...one, falselyRefused: true as const } : one,
    )
  }

  #verdict({ entry, state, lostBy }: LineageNode<Entry>): Verdict {
    const by = this.#copy.ledger.lineage.at(lostBy)
    return { entry, state: state === 'lost' ? 'lost' : 'live', lostBy: by?.entry ?? null }
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
