import { BankError } from '../../shared/errors.ts'
import type { Transaction } from '../../shared/journal.ts'
import type { ServerMessage, Verdict } from '../../shared/protocol.ts'
import { coalesced } from '../async/coalesced.ts'
import { repeating } from '../async/repeating.ts'
import { Fanout } from '../fanout/fanout.ts'
import { FrameBuilder } from '../fanout/frame-builder.ts'
import type { Session } from '../fanout/session.ts'
import { RoomCopy } from '../journal/room-copy.ts'
import { UnappliedList } from '../journal/unapplied-list.ts'
import { roomKeys } from '../redis/keys.ts'
import { createLogOnce } from '../redis/log-once.ts'
import type { Wire } from '../redis/wire.ts'
import { RollbackDetector } from '../rollback/rollback-detector.ts'
import { InFlight } from '../transaction/in-flight.ts'
import type { RoomEvent } from '../transaction/room-event.ts'
import type { RoomServices } from '../transaction/room-services.ts'
import { dispatchEvent } from './dispatch-event.ts'
import { createKeepAlive } from './keep-alive.ts'
import { listenToRoom } from './listen-to-room.ts'
import { loadRoom, type RoomRecord, settingsOf } from './room-store.ts'
import { Roster } from './roster.ts'

/** An active room compares itself with Redis twice a second. */
const COMPARE_MS = 500

/** One room on this node while it has connections here: the copy of its account, and those connections. */
export class Room {
  readonly code: string
  readonly #services: RoomServices
  readonly #fanout: Fanout
  readonly #frameBuilder: FrameBuilder
  readonly #inFlight: InFlight
  readonly #roster: Roster
  readonly #rollback: RollbackDetector
  readonly #unapplied: UnappliedList
  #record: RoomRecord
  #copy: RoomCopy
  #unlisten: () => Promise<void> = async () => {}
  #stopComparing = (): void => {}
  readonly #touch: ReturnType<typeof createKeepAlive>
  /** The history in Redis differs from this copy: load it again. */
  #startOver = false
  readonly #logOnce: ReturnType<typeof createLogOnce>
  readonly #reload = coalesced(() => this.#logOnce('could not be reloaded', () => this.#load()))
  #closed = false
  /** The room is gone from Redis. `Rooms` then reads it again for the next caller. */
  expired = false

  /** Loads the room and follows it. Throws `BankError` `unknown-room`. */
  static async open(code: string, services: RoomServices): Promise<Room> {
    const record = await loadRoom(services.wires.ioredis, code)
    if (!record) throw new BankError('unknown-room')
    const room = new Room(code, record, services)
    try {
      // Listen first, then read: a write in between is heard or read, never missed.
      room.#unlisten = await listenToRoom(room.#wire, code, (event) => room.#heard(event))
      await room.#rollback.load(room.#copy)
      room.#frameBuilder.begin(room.#copy, await room.#unapplied.all(room.#copy))
      room.#rollback.begin(room.#copy)
      await room.#roster.open()
      room.#stopComparing = repeating(COMPARE_MS, () =>
        room.#logOnce('could not be compared with Redis', () => room.#compare()),
      )
      return room
    } catch (error) {
      await room.close()
      throw error
    }
  }

  private constructor(code: string, record: RoomRecord, services: RoomServices) {
    this.code = code
    this.#record = record
    this.#services = services
    this.#logOnce = createLogOnce(this.#wire, (error, what) => services.log(error, `room ${code}: ${what}`))
    this.#copy = this.#newCopy(record)
    this.#frameBuilder = new FrameBuilder(this.#copy, settingsOf(record), () => services.clock.now())
    this.#fanout = new Fanout({
      frame: () => {
        this.#rollback.notice()
        return this.#frameBuilder.frame()
      },
      snapshot: () => {
        this.#rollback.notice()
        return this.#frameBuilder.snapshot()
      },
      moreIn: () => this.#frameBuilder.moreIn(),
    })
    this.#inFlight = new InFlight(code, services)
    this.#roster = new Roster({
      wire: this.#wire,
      code,
      nodes: services.nodes,
      now: services.clock.now,
      logOnce: this.#logOnce,
      sessions: this.sessions,
      frameBuilder: this.#frameBuilder,
      onChange: () => this.#fanout.changed(),
    })
    const [inFlight, frameBuilder, fanout] = [this.#inFlight, this.#frameBuilder, this.#fanout]
    this.#rollback = new RollbackDetector({ code, services, inFlight, frameBuilder, fanout }, this.#copy)
    this.#unapplied = new UnappliedList(
      this.#wire,
      () => this.#copy,
      (one) => {
        frameBuilder.unapplied(one)
        this.#rollback.unapplied(one)
        fanout.changed()
      },
    )
    this.#touch = createKeepAlive(this.#wire, code)
  }

  get epoch(): number {
    return this.#record.epoch
  }
  get hostHash(): string {
    return this.#record.hostHash
  }
  get sessions(): ReadonlySet<Session> {
    return this.#fanout.sessions
  }

  enter(session: Session): void {
    this.#fanout.add(session)
    this.#rollback.tell(session)
    this.#roster.entered(session)
  }

  leave(session: Session): void {
    this.#fanout.remove(session)
    this.#roster.left()
  }

  /** The node with that id has crashed: its players are disconnected. */
  gone(node: string): Promise<void> {
    return this.#logOnce('a crashed node could not be removed', () => this.#roster.gone(node))
  }

  /**
   * Runs a transaction and sends its outcome to every connection of its player. `again`: it was sent before.
   * Throws `BankError` when it is refused before it starts.
   */
  async fire(tx: Transaction, epoch: number, again: boolean): Promise<void> {
    // The client may know the new epoch from another node.
    if (epoch > this.epoch) await this.#reload()
    const settings = settingsOf(this.#record)
    const tell = (message: ServerMessage): void => {
      for (const session of this.sessions) if (session.player === tx.player) session.send(message)
    }
    const onDoubt = (): void => tell({ type: 'checking', tx: tx.id })
    const current = this.#copy
    const outcome = await this.#inFlight.run({ tx, epoch, again, settings, current, onDoubt })
    if (!outcome) return
    tell({ type: 'settled', tx: tx.id, epoch, ...outcome })
    if (outcome.receipt.outcome === 'applied') this.#rollback.acknowledged(epoch, outcome)
    else this.#rollback.unapplied({ player: tx.player, tx: tx.id })
  }

  /** For each of these versions, whether it is lost now, and by which entry. Unknown versions are left out. */
  inspect(versions: number[]): ServerMessage {
    return { type: 'verdicts', epoch: this.epoch, verdicts: this.#frameBuilder.verdicts(versions) }
  }

  /** The verdicts on a player's newest writes, oldest first. */
  history(player: string): Verdict[] {
    return this.#frameBuilder.history(player)
  }

  /** Resolves when no transaction is running here. */
  settled(): Promise<void> {
    return this.#inFlight.settled()
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#stopComparing()
    this.#fanout.stop()
    void this.#inFlight.close()
    await this.#roster.close()
    await this.#unlisten().catch(() => {})
  }

  /** The wire for everything except the players' transactions. */
  get #wire(): Wire {
    return this.#services.wires.ioredis
  }

  #newCopy(record: RoomRecord): RoomCopy {
    return new RoomCopy(this.#wire, this.code, record.epoch, record.opening, () => this.#fanout.changed())
  }

  #heard(event: RoomEvent): void {
    if (this.#closed) return
    const [frameBuilder, fanout, roster, rollback] = [
      this.#frameBuilder,
      this.#fanout,
      this.#roster,
      this.#rollback,
    ]
    const [copy, unapplied, reload] = [this.#copy, this.#unapplied, this.#reload]
    dispatchEvent(event, { copy, frameBuilder, fanout, roster, rollback, unapplied, reload })
  }

  /** Reads the room's record again: there may be new settings or a new epoch, or the room may be gone. */
  async #load(): Promise<void> {
    const record = await loadRoom(this.#wire, this.code)
    if (this.#closed) return
    if (!record) return this.#expire()
    if (record.epoch === this.epoch && !this.#startOver) {
      if (record.changes !== this.#record.changes) void this.#roster.reload()
      const settings = settingsOf(record)
      const changed = JSON.stringify(settings) !== JSON.stringify(settingsOf(this.#record))
      this.#record = record
      if (!changed) return
      this.#frameBuilder.settings(settings)
      return this.#fanout.changed()
    }
    // The room switches only to a whole copy. Without an answer it stays as it was, and retries.
    const copy = this.#newCopy(record)
    if ((await this.#rollback.load(copy)) === 'torn' && record.epoch === this.epoch)
      throw new Error('the journal in Redis is damaged')
    const unapplied = await this.#unapplied.all(copy)
    this.#startOver = false
    this.#record = record
    this.#copy = copy
    this.#frameBuilder.begin(copy, unapplied)
    this.#frameBuilder.settings(settingsOf(record))
    this.#fanout.restart()
    if (this.#rollback.begin(copy)) void this.#roster.reload()
    // Bulletins that were published during the load did not reach the new copy.
    await this.#rollback.compare()
    await this.#unapplied.compare()
  }

  #expire(): void {
    this.expired = true
    for (const session of [...this.sessions]) session.end('expired')
  }

  async #compare(): Promise<void> {
    if (!this.#wire.reaches(roomKeys(this.code).room)) return
    const answer = await this.#rollback.compare()
    if (answer === 'other') this.#startOver = true
    else await this.#unapplied.compare()
    // The event about a change may have been missed.
    const record = await loadRoom(this.#wire, this.code)
    if (this.#startOver || JSON.stringify(record) !== JSON.stringify(this.#record)) await this.#reload()
    await this.#touch(this.epoch, this.#copy.version)
  }
}
