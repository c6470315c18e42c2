import { forgottenBy } from '../../shared/forgotten.ts'
import type { Forgotten, ForkPoint } from '../../shared/rewound.ts'
import { transactionKey } from '../../shared/transaction-key.ts'
import type { Session } from '../fanout/session.ts'
import type { RoomCopy } from '../journal/room-copy.ts'
import type { InFlight, Outcome } from '../transaction/in-flight.ts'
import type { Acknowledgements } from './acknowledgements.ts'
import { findForgotten, isBooked } from './find-forgotten.ts'
import { ForgottenSet } from './forgotten-set.ts'
import type { ForgottenStore } from './forgotten-store.ts'
import type { RollbackNotices } from './rollback-notices.ts'

export interface RollbackDetectorOptions {
  acknowledgements: Acknowledgements
  store: ForgottenStore
  notices: RollbackNotices
  inFlight: Pick<InFlight, 'has'>
  /** Milliseconds on Redis' clock. */
  now(): number
}

/** Milliseconds after a fork point in which other nodes may still settle transactions that were in doubt. */
const UNSETTLED_MS = 15_000

type ComparisonResult = Awaited<ReturnType<RoomCopy['compare']>>

/**
 * Finds acknowledged writes that Redis has forgotten. Replication is asynchronous: a replica that takes over may have
 * missed some, and Redis does not report that. But this node knows the writes that it has acknowledged and that the
 * journal has shown. It tells all its connections of the missing ones, and stores them in the present Redis for other
 * nodes and for later connections.
 */
export class RollbackDetector {
  readonly #options: RollbackDetectorOptions
  readonly #acknowledgements: Acknowledgements
  #copy: RoomCopy
  #known = new ForgottenSet()
  /** Loaded by `load`; `begin` goes on with it. */
  #loaded = this.#known
  #unsettledUntil = 0

  constructor(options: RollbackDetectorOptions, copy: RoomCopy) {
    this.#options = options
    this.#acknowledgements = options.acknowledgements
    this.#copy = copy
  }

  /** A player was told this outcome. */
  acknowledged(epoch: number, outcome: Outcome): void {
    if (epoch === this.#copy.epoch) this.#acknowledgements.note(epoch, outcome)
  }

  /** Compares the room's copy with Redis. Writes that were acknowledged before that and are missing are forgotten. */
  async compare(): Promise<ComparisonResult> {
    const copy = this.#copy
    const { store } = this.#options
    const acknowledged = this.#acknowledgements.unseen()
    const [answer, fields] = await Promise.all([copy.compare(), store.count(copy.keys)])
    // The room has gone on with another copy meanwhile.
    const over = (): boolean => copy !== this.#copy
    if (over()) return 'same'
    if (answer !== 'same') return answer
    const booked = isBooked(copy)
    const forgotten = forgottenBy(booked, acknowledged)
    const outcomes = await store.outcomesOf(copy.keys, forgotten)
    if (over()) return 'same'
    // A receipt `applied` is stored together with its entry, whose event is about to come.
    const missing = forgotten.filter((_, i) => outcomes[i] === undefined)
    // These were noticed before and have a receipt now.
    for (const [i, one] of forgotten.entries())
      if (outcomes[i] !== undefined) copy.ledger.unmarkForgotten(one.player, one.tx)
    const [first] = missing
    if (first) {
      const { epoch, version } = copy
      const from = { epoch, version: missing.at(-1)?.version ?? version }
      const forkPoint = {
        at: this.#options.now(),
        from,
        epoch,
        version: Math.min(version, first.version - 1),
      }
      await store.add(copy.keys, forkPoint, missing)
      if (over()) return 'same'
      this.#learn(forkPoint, missing)
    }
    this.#acknowledgements.seen(acknowledged, copy, booked)
    const more = await this.#readNews(copy, fields)
    const fewer = await this.#settle(copy)
    // Some may have been sent and booked again.
    if (first || more || fewer || this.#present().length !== this.#options.notices.sentCount)
      this.#sendToAll()
    return answer
  }

  /** Loads the room's next copy, and finds the acknowledged writes of the present copy that are missing in it. */
  async load(next: RoomCopy): Promise<ComparisonResult> {
    const before = this.#copy
    const acknowledged = this.#acknowledgements.unseen()
    const answer = await next.compare()
    if (answer === 'torn') return answer
    const loaded = new ForgottenSet()
    if (next.epoch <= before.epoch) {
      loaded.add(next, this.#known.forkPoint, this.#known.all())
      const found = next === before ? undefined : await this.#search(before, next, acknowledged)
      if (found) {
        loaded.add(next, found.forkPoint, found.forgotten)
        await this.#options.store.add(next.keys, found.forkPoint, loaded.all())
      }
    }
    const { forkPoint, forgotten } = await this.#options.store.load(next.keys)
    loaded.add(next, loaded.forkPoint ?? forkPoint, forgotten)
    this.#loaded = loaded
    return answer
  }

  /** The room goes on with the loaded copy. True when a new parting was found. */
  begin(copy: RoomCopy): boolean {
    const { forkPoint } = this.#loaded
    const parted = forkPoint !== undefined && forkPoint !== this.#known.forkPoint
    if (copy.epoch !== this.#copy.epoch) this.#acknowledgements.clear()
    this.#copy = copy
    this.#known = this.#loaded
    this.#acknowledgements.seen(this.#known.all(), copy, isBooked(copy))
    if (!parted) return false
    this.#unsettledUntil = performance.now() + UNSETTLED_MS
    this.#sendToAll()
    return true
  }

  /** Tells a connection about forgotten writes, if there are any. */
  sendRewound(session: Session): void {
    this.#options.notices.send(session, this.#known.forkPoint, this.#present())
  }

  /** A transaction ended without being applied, so it was not an acknowledged one. */
  unapplied(one: Pick<Forgotten, 'player' | 'tx'>): void {
    if (this.#unlearn(one)) this.#sendToAll()
  }

  #search(before: RoomCopy, next: RoomCopy, acknowledged: readonly Forgotten[]) {
    return findForgotten({
      ...{ store: this.#options.store, before, next, acknowledged },
      described: (entry) => this.#acknowledgements.described(entry, before.epoch),
      isRunning: ({ player, tx }) => this.#options.inFlight.has(player, tx, before.epoch),
      now: () => this.#options.now(),
    })
  }

  #learn(forkPoint: ForkPoint | undefined, forgotten: Iterable<Forgotten>): void {
    this.#known.add(this.#copy, forkPoint, forgotten)
    this.#unsettledUntil = performance.now() + UNSETTLED_MS
  }

  /** Removes a transaction from the forgotten ones. False when it was not among them. */
  #unlearn(one: Pick<Forgotten, 'player' | 'tx'>): boolean {
    const id = transactionKey(one)
    if (!this.#known.remove(id)) return false
    this.#copy.ledger.unmarkForgotten(one.player, one.tx)
    void this.#options.store.remove(this.#copy.keys, id).catch(() => {})
    return true
  }

  /**
   * Removes those that were settled as not applied. A transaction that this node saw booked may have been in doubt on
   * another node, which settles it in the present Redis, and its event may be missed. True when some were removed.
   */
  async #settle(copy: RoomCopy): Promise<boolean> {
    if (performance.now() > this.#unsettledUntil) return false
    const claims = this.#present().filter(({ epoch }) => epoch === copy.epoch)
    const outcomes = await this.#options.store.outcomesOf(copy.keys, claims)
    if (copy !== this.#copy) return false
    return claims.filter((one, i) => outcomes[i] === 'unapplied' && this.#unlearn(one)).length > 0
  }

  /** Reads the forgotten writes that other nodes have stored. True when some were unknown here. */
  async #readNews(copy: RoomCopy, fields: number | undefined): Promise<boolean> {
    const stored = await this.#options.store.news(copy.keys, fields)
    const news = stored?.forgotten.filter((one) => this.#known.isNews(one)) ?? []
    if (copy !== this.#copy || news.length === 0) return false
    this.#learn(this.#known.forkPoint ?? stored?.forkPoint, news)
    return true
  }

  #present(): Forgotten[] {
    return this.#known.present(this.#copy)
  }

  #sendToAll(): void {
    this.#options.notices.sendToAll(this.#known.forkPoint, this.#present())
  }
}
