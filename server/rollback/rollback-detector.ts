import { forgottenBy } from '../../shared/forgotten.ts'
import type { Forgotten, ForkPoint } from '../../shared/rewound.ts'
import { transactionKey } from '../../shared/transaction-key.ts'
import type { Fanout } from '../fanout/fanout.ts'
import type { FrameBuilder } from '../fanout/frame-builder.ts'
import type { Session } from '../fanout/session.ts'
import type { RoomCopy } from '../journal/room-copy.ts'
import { roomKeys } from '../redis/keys.ts'
import type { Wire } from '../redis/wire.ts'
import type { InFlight, Outcome } from '../transaction/in-flight.ts'
import type { RoomServices } from '../transaction/room-services.ts'
import { Acknowledgements } from './acknowledgements.ts'
import { findForgotten, isBooked } from './find-forgotten.ts'
import { ForgottenSet } from './forgotten-set.ts'
import {
  countForgotten,
  loadForgotten,
  outcomesOf,
  storeForgotten,
  unstoreForgotten,
} from './forgotten-store.ts'
import { rewoundFor } from './rewound-for.ts'

/** The room it is for. */
export interface RollbackDetectorOptions {
  code: string
  services: RoomServices
  inFlight: Pick<InFlight, 'has'>
  frameBuilder: Pick<FrameBuilder, 'nickname'>
  fanout: Pick<Fanout, 'sessions' | 'changed'>
}

/** Milliseconds after a fork point for which other nodes may still decide what was in doubt then. */
const UNSETTLED_MS = 15_000

type Answer = Awaited<ReturnType<RoomCopy['compare']>>

/**
 * Finds out what Redis has forgotten. Replication is asynchronous: a copy that takes over may have missed writes that
 * were acknowledged, and Redis says nothing of it. But this node knows what it has acknowledged and what the journal has
 * shown it. What is missing now is told to everybody, and stored in the Redis there is now for the other nodes and for
 * those who come later.
 */
export class RollbackDetector {
  readonly #options: RollbackDetectorOptions
  readonly #acknowledgements: Acknowledgements
  #copy: RoomCopy
  #known = new ForgottenSet()
  /** What `begin` will go on with. */
  #loaded = this.#known
  #told = 0
  /** Another node has told what it knows. */
  #news = false
  /** Fields of the hash when it was last read: an event may be missed. */
  #fields = 0
  #unsettledUntil = 0

  constructor(options: RollbackDetectorOptions, copy: RoomCopy) {
    this.#options = options
    this.#acknowledgements = new Acknowledgements((player) => options.frameBuilder.nickname(player))
    this.#copy = copy
  }

  /** A player was told how it ended. */
  acknowledged(epoch: number, outcome: Outcome): void {
    if (epoch === this.#copy.epoch) this.#acknowledgements.note(epoch, outcome)
  }

  /** Another node has told what it knows: it is read with the next comparison. */
  forgottenChanged(): void {
    this.#news = true
  }

  /**
   * Before the account is shown: a transaction that was acknowledged as a version that is another write's by now is gone.
   * The next comparison says so; until then nobody is to see sums that are right again.
   */
  notice(): void {
    const { epoch, version, ledger } = this.#copy
    for (const one of this.#acknowledgements.unseen())
      if (one.epoch === epoch && one.version <= version) ledger.markForgotten(one)
  }

  /** Compares the room's copy with Redis; what was acknowledged before that and is not there is forgotten. */
  async compare(): Promise<Answer> {
    const copy = this.#copy
    const acknowledged = this.#acknowledgements.unseen()
    const [answer, fields] = await Promise.all([copy.compare(), countForgotten(this.#wire, copy.keys)])
    // The room has gone on with another one meanwhile.
    const over = (): boolean => copy !== this.#copy
    if (over()) return 'same'
    if (answer !== 'same') return answer
    const booked = isBooked(copy)
    const gone = forgottenBy(booked, acknowledged)
    const outcomes = await outcomesOf(this.#wires, copy.keys, gone)
    if (over()) return 'same'
    // Applied is stored together with its entry, which is about to be heard.
    const missing = gone.filter((_, i) => outcomes[i] === undefined)
    // Noticed before, and settled otherwise since.
    for (const [i, one] of gone.entries())
      if (outcomes[i] !== undefined) copy.ledger.unmarkForgotten(one.player, one.tx)
    const [first] = missing
    if (first) {
      const { epoch, version } = copy
      const from = { epoch, version: missing.at(-1)?.version ?? version }
      const forkPoint = { at: this.#now(), from, epoch, version: Math.min(version, first.version - 1) }
      await this.#store(copy, forkPoint, missing)
      if (over()) return 'same'
      this.#learn(forkPoint, missing)
    }
    this.#acknowledgements.seen(acknowledged, copy, booked)
    const news = fields !== undefined && (this.#news || fields !== this.#fields)
    const more = news && (await this.#read(copy))
    const fewer = await this.#settle(copy)
    // Some may have been sent again, and are booked anew.
    if (first || more || fewer || this.#present().length !== this.#told) this.#tellAll()
    return answer
  }

  /** Loads the copy that the room is to go on with, and finds out what of the one it has is not in it. */
  async load(next: RoomCopy): Promise<Answer> {
    const before = this.#copy
    const acknowledged = this.#acknowledgements.unseen()
    const answer = await next.compare()
    if (answer === 'torn') return answer
    const loaded = new ForgottenSet()
    if (next.epoch <= before.epoch) {
      loaded.learn(next, this.#known.forkPoint, this.#known.all())
      const found = next === before ? undefined : await this.#search(before, next, acknowledged)
      if (found) {
        loaded.learn(next, found.forkPoint, found.forgotten)
        await this.#store(next, found.forkPoint, loaded.all())
      }
    }
    const { forkPoint, forgotten, fields } = await loadForgotten(this.#wire, next.keys)
    this.#fields = fields
    loaded.learn(next, loaded.forkPoint ?? forkPoint, forgotten)
    this.#loaded = loaded
    return answer
  }

  /** The room goes on with the copy that was loaded. True when that was found to have missed something. */
  begin(copy: RoomCopy): boolean {
    const { forkPoint } = this.#loaded
    const parted = forkPoint !== undefined && forkPoint !== this.#known.forkPoint
    if (copy.epoch !== this.#copy.epoch) this.#acknowledgements.clear()
    this.#copy = copy
    this.#known = this.#loaded
    this.#acknowledgements.seen(this.#known.all(), copy, isBooked(copy))
    if (!parted) return false
    this.#unsettledUntil = performance.now() + UNSETTLED_MS
    this.#tellAll()
    return true
  }

  /** Tells somebody who has just come. */
  tell(session: Session): void {
    const { forkPoint } = this.#known
    if (forkPoint) session.send(rewoundFor(forkPoint, this.#present(), session.player))
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

  #search(before: RoomCopy, next: RoomCopy, acknowledged: readonly Forgotten[]) {
    return findForgotten({
      ...{ wires: this.#wires, before, next, acknowledged },
      described: (entry) => this.#acknowledgements.described(entry, before.epoch),
      isUnderWay: ({ player, tx }) => this.#options.inFlight.has(player, tx, before.epoch),
      now: () => this.#now(),
    })
  }

  #learn(forkPoint: ForkPoint | undefined, forgotten: Iterable<Forgotten>): void {
    this.#known.learn(this.#copy, forkPoint, forgotten)
    this.#unsettledUntil = performance.now() + UNSETTLED_MS
  }

  /** False when it was not among them. */
  #unlearn(one: Pick<Forgotten, 'player' | 'tx'>): boolean {
    const id = transactionKey(one)
    if (!this.#known.unlearn(id)) return false
    this.#copy.ledger.unmarkForgotten(one.player, one.tx)
    void unstoreForgotten(this.#wire, this.#copy.keys, id).catch(() => {})
    return true
  }

  /**
   * What this node saw booked may have been in doubt on another one, which decides it by the Redis there is now; and the
   * event that says so may be missed. True when some are not forgotten after all.
   */
  async #settle(copy: RoomCopy): Promise<boolean> {
    if (performance.now() > this.#unsettledUntil) return false
    const claims = this.#present().filter(({ epoch }) => epoch === copy.epoch)
    const outcomes = await outcomesOf(this.#wires, copy.keys, claims)
    if (copy !== this.#copy) return false
    return claims.filter((one, i) => outcomes[i] === 'unapplied' && this.#unlearn(one)).length > 0
  }

  #store(copy: RoomCopy, forkPoint: ForkPoint, forgotten: Iterable<Forgotten>): Promise<void> {
    const { channel } = roomKeys(this.#options.code)
    return storeForgotten(this.#wire, copy.keys, channel, forkPoint, forgotten)
  }

  /** What the other nodes have stored. True when something of it was not known here. */
  async #read(copy: RoomCopy): Promise<boolean> {
    this.#news = false
    const stored = await loadForgotten(this.#wire, copy.keys).catch((error: unknown) => {
      this.#news = true
      throw error
    })
    const { forkPoint, forgotten, fields } = stored
    this.#fields = fields
    const news = forgotten.filter((one) => this.#known.isNews(one))
    if (copy !== this.#copy || news.length === 0) return false
    this.#learn(this.#known.forkPoint ?? forkPoint, news)
    return true
  }

  #present(): Forgotten[] {
    return this.#known.present(this.#copy)
  }

  #tellAll(): void {
    const { sessions } = this.#options.fanout
    this.#told = this.#present().length
    for (const session of sessions) this.tell(session)
    this.#options.fanout.changed()
  }
}
