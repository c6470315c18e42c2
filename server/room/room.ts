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

/** One room on this node, for as long as somebody here is in it: its copy of the account, and those who watch. */
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
  /** The history in Redis is not the one known here: load it anew. */
  #startOver = false
  readonly #logOnce: ReturnType<typeof createLogOnce>
  readonly #reload = coalesced(() => this.#logOnce('could not be reloaded', () => this.#load()))
  #closed = false
  /** The room is gone from Redis: whoever asks for it again is to find that out. */
  expired = false

  /** Loads the room and follows it. Throws `BankError` `unknown-room`. */
  static async open(code: string, services: RoomServices): Promise<Room> {
    const record = await loadRoom(services.wires.ioredis, code)
    if (!record) throw new BankError('unknown-room')
    const room = new Room(code, record, services)
    try {
      // Listen first, read after: what is written in between is heard or read, never missed.
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

  /** The node with that id has crashed: nobody is connected to it any more. */
  gone(node: string): Promise<void> {
    return this.#logOnce('a node that has crashed could not be forgotten', () => this.#roster.gone(node))
  }

  /**
   * Runs a transaction and tells every connection of its player how it ended. `again`: it was sent before.
   * Throws `BankError` when it is not even started.
   */
  async fire(tx: Transaction, epoch: number, again: boolean): Promise<void> {
    // Somebody else's node may have told of the new epoch first.
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

  /** Who is lost now among these versions, and to whom. Versions that do not exist are left out. */
  inspect(versions: number[]): ServerMessage {
    return { type: 'verdicts', epoch: this.epoch, verdicts: this.#frameBuilder.verdicts(versions) }
  }

  /** What became of a player's newest writes, oldest first. */
  history(player: string): Verdict[] {
    return this.#frameBuilder.history(player)
  }

  /** Resolves when no transaction is under way here any more. */
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

  /** The connection for everything but the players' transactions. */
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

  /** Reads the room's record again: settings may have changed, the account may have a new life, the room may be gone. */
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
    // Switched only when it is whole; without an answer everything stays as it was and is tried again.
    const copy = this.#newCopy(record)
    if ((await this.#rollback.load(copy)) === 'torn' && record.epoch === this.epoch)
      throw new Error('its journal in Redis is not whole any more')
    const unapplied = await this.#unapplied.all(copy)
    this.#startOver = false
    this.#record = record
    this.#copy = copy
    this.#frameBuilder.begin(copy, unapplied)
    this.#frameBuilder.settings(settingsOf(record))
    this.#fanout.restart()
    if (this.#rollback.begin(copy)) void this.#roster.reload()
    // What was published while it loaded was not heard.
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
    // What was published of it may have been missed.
    const record = await loadRoom(this.#wire, this.code)
    if (this.#startOver || JSON.stringify(record) !== JSON.stringify(this.#record)) await this.#reload()
    await this.#touch(this.epoch, this.#copy.version)
  }
}
