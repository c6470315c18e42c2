import { forgottenBy } from '../../shared/forgotten.ts'
import type { Forgotten, Parting } from '../../shared/rewound.ts'
import type { Fanout } from '../fanout/fanout.ts'
import type { Chronicle } from '../fanout/frame-builder.ts'
import type { Session } from '../fanout/session.ts'
import type { Replica } from '../journal/room-copy.ts'
import { roomKeys } from '../redis/keys.ts'
import type { Wire } from '../redis/wire.ts'
import type { Outcome, Runs } from '../transaction/in-flight.ts'
import type { RoomServices } from '../transaction/room-services.ts'
import { Acknowledgements } from './acknowledgements.ts'
import { findForgotten, isBooked } from './find-forgotten.ts'
import { Oblivion } from './forgotten-set.ts'
import {
  countForgotten,
  forgottenId,
  loadForgotten,
  outcomesOf,
  storeForgotten,
  unstoreForgotten,
} from './forgotten-store.ts'
import { rewoundFor } from './rewound-for.ts'

/** The room it is for. */
export interface RewindOptions {
  code: string
  services: RoomServices
  runs: Pick<Runs, 'has'>
  chronicle: Pick<Chronicle, 'nickname'>
  fanout: Pick<Fanout, 'sessions' | 'changed'>
}

/** Milliseconds after a parting for which other nodes may still decide what was in doubt then. */
const UNSETTLED_MS = 15_000

type Answer = Awaited<ReturnType<Replica['compare']>>

/**
 * Finds out what Redis has forgotten. Replication is asynchronous: a copy that takes over may have missed writes that
 * were acknowledged, and Redis says nothing of it. But this node knows what it has acknowledged and what the journal has
 * shown it. What is missing now is told to everybody, and stored in the Redis there is now for the other nodes and for
 * those who come later.
 */
export class Rewind {
  readonly #options: RewindOptions
  readonly #acknowledgements: Acknowledgements
  #replica: Replica
  #known = new Oblivion()
  /** What `begin` will go on with. */
  #loaded = this.#known
  #told = 0
  /** Another node has told what it knows. */
  #news = false
  /** Fields of the hash when it was last read: a bulletin may be missed. */
  #fields = 0
  #unsettledUntil = 0

  constructor(options: RewindOptions, replica: Replica) {
    this.#options = options
    this.#acknowledgements = new Acknowledgements((player) => options.chronicle.nickname(player))
    this.#replica = replica
  }

  /** A player was told how it ended. */
  acknowledged(epoch: number, outcome: Outcome): void {
    if (epoch === this.#replica.epoch) this.#acknowledgements.note(epoch, outcome)
  }

  /** Another node has told what it knows: it is read with the next comparison. */
  heard(): void {
    this.#news = true
  }

  /**
   * Before the account is shown: a transaction that was acknowledged as a version that is another write's by now is gone.
   * The next comparison says so; until then nobody is to see sums that are right again.
   */
  notice(): void {
    const { epoch, version, ledger } = this.#replica
    for (const one of this.#acknowledgements.unseen())
      if (one.epoch === epoch && one.version <= version) ledger.forget(one)
  }

  /** Compares the room's copy with Redis; what was acknowledged before that and is not there is forgotten. */
  async compare(): Promise<Answer> {
    const replica = this.#replica
    const acknowledged = this.#acknowledgements.unseen()
    const [answer, fields] = await Promise.all([replica.compare(), countForgotten(this.#wire, replica.keys)])
    // The room has gone on with another one meanwhile.
    const over = (): boolean => replica !== this.#replica
    if (over()) return 'same'
    if (answer !== 'same') return answer
    const booked = isBooked(replica)
    const gone = forgottenBy(booked, acknowledged)
    const outcomes = await outcomesOf(this.#wires, replica.keys, gone)
    if (over()) return 'same'
    // Applied is stored together with its entry, which is about to be heard.
    const missing = gone.filter((_, i) => outcomes[i] === undefined)
    // Noticed before, and settled otherwise since.
    for (const [i, one] of gone.entries())
      if (outcomes[i] !== undefined) replica.ledger.recall(one.player, one.tx)
    const [first] = missing
    if (first) {
      const { epoch, version } = replica
      const from = { epoch, version: missing.at(-1)?.version ?? version }
      const parting = { at: this.#now(), from, epoch, version: Math.min(version, first.version - 1) }
      await this.#store(replica, parting, missing)
      if (over()) return 'same'
      this.#learn(parting, missing)
    }
    this.#acknowledgements.seen(acknowledged, replica, booked)
    const news = fields !== undefined && (this.#news || fields !== this.#fields)
    const more = news && (await this.#read(replica))
    const fewer = await this.#settle(replica)
    // Some may have been sent again, and are booked anew.
    if (first || more || fewer || this.#present().length !== this.#told) this.#tellAll()
    return answer
  }

  /** Loads the copy that the room is to go on with, and finds out what of the one it has is not in it. */
  async load(next: Replica): Promise<Answer> {
    const before = this.#replica
    const acknowledged = this.#acknowledgements.unseen()
    const answer = await next.compare()
    if (answer === 'torn') return answer
    const loaded = new Oblivion()
    if (next.epoch <= before.epoch) {
      loaded.learn(next, this.#known.parting, this.#known.all())
      const found = next === before ? undefined : await this.#search(before, next, acknowledged)
      if (found) {
        loaded.learn(next, found.parting, found.forgotten)
        await this.#store(next, found.parting, loaded.all())
      }
    }
    const { parting, forgotten, fields } = await loadForgotten(this.#wire, next.keys)
    this.#fields = fields
    loaded.learn(next, loaded.parting ?? parting, forgotten)
    this.#loaded = loaded
    return answer
  }

  /** The room goes on with the copy that was loaded. True when that was found to have missed something. */
  begin(replica: Replica): boolean {
    const { parting } = this.#loaded
    const parted = parting !== undefined && parting !== this.#known.parting
    if (replica.epoch !== this.#replica.epoch) this.#acknowledgements.clear()
    this.#replica = replica
    this.#known = this.#loaded
    this.#acknowledgements.seen(this.#known.all(), replica, isBooked(replica))
    if (!parted) return false
    this.#unsettledUntil = performance.now() + UNSETTLED_MS
    this.#tellAll()
    return true
  }

  /** Tells somebody who has just come. */
  tell(session: Session): void {
    const { parting } = this.#known
    if (parting) session.send(rewoundFor(parting, this.#present(), session.player))
  }

  /** A transaction ended without being applied: whoever took it for acknowledged was wrong. */
  unapplied(one: Pick<Forgotten, 'player' | 'tx'>): void {
    if (this.#unlearn(one)) this.#tellAll()
  }

  get #wire(): Wire {
    return this.#options.services.wires.ioredis
  }

  get #wires(): readonly Wire[] {
    return Object.values(this.#options.services.wires)
  }

  #now(): number {
    return this.#options.services.clock.now()
  }

  #search(before: Replica, next: Replica, acknowledged: readonly Forgotten[]) {
    return findForgotten({
      ...{ wires: this.#wires, before, next, acknowledged },
      described: (entry) => this.#acknowledgements.described(entry, before.epoch),
      isUnderWay: ({ player, tx }) => this.#options.runs.has(player, tx, before.epoch),
      now: () => this.#now(),
    })
  }

  #learn(parting: Parting | undefined, forgotten: Iterable<Forgotten>): void {
    this.#known.learn(this.#replica, parting, forgotten)
    this.#unsettledUntil = performance.now() + UNSETTLED_MS
  }

  /** False when it was not among them. */
  #unlearn(one: Pick<Forgotten, 'player' | 'tx'>): boolean {
    const id = forgottenId(one)
    if (!this.#known.unlearn(id)) return false
    this.#replica.ledger.recall(one.player, one.tx)
    void unstoreForgotten(this.#wire, this.#replica.keys, id).catch(() => {})
    return true
  }

  /**
   * What this node saw booked may have been in doubt on another one, which decides it by the Redis there is now; and the
   * bulletin that says so may be missed. True when some are not forgotten after all.
   */
  async #settle(replica: Replica): Promise<boolean> {
    if (performance.now() > this.#unsettledUntil) return false
    const claims = this.#present().filter(({ epoch }) => epoch === replica.epoch)
    const outcomes = await outcomesOf(this.#wires, replica.keys, claims)
    if (replica !== this.#replica) return false
    return claims.filter((one, i) => outcomes[i] === 'unapplied' && this.#unlearn(one)).length > 0
  }

  #store(replica: Replica, parting: Parting, forgotten: Iterable<Forgotten>): Promise<void> {
    const { channel } = roomKeys(this.#options.code)
    return storeForgotten(this.#wire, replica.keys, channel, parting, forgotten)
  }

  /** What the other nodes have stored. True when something of it was not known here. */
  async #read(replica: Replica): Promise<boolean> {
    this.#news = false
    const stored = await loadForgotten(this.#wire, replica.keys).catch((error: unknown) => {
      this.#news = true
      throw error
    })
    const { parting, forgotten, fields } = stored
    this.#fields = fields
    const news = forgotten.filter((one) => this.#known.isNews(one))
    if (replica !== this.#replica || news.length === 0) return false
    this.#learn(this.#known.parting ?? parting, news)
    return true
  }

  #present(): Forgotten[] {
    return this.#known.present(this.#replica)
  }

  #tellAll(): void {
    const { sessions } = this.#options.fanout
    this.#told = this.#present().length
    for (const session of sessions) this.tell(session)
    this.#options.fanout.changed()
  }
}
