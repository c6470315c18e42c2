import { BankError } from '../../shared/errors.ts'
import type { Transaction } from '../../shared/journal.ts'
import type { ServerMessage, Verdict } from '../../shared/protocol.ts'
import { coalesced } from '../async/coalesced.ts'
import { repeating } from '../async/repeating.ts'
import { Fanout } from '../fanout/fanout.ts'
import { Chronicle } from '../fanout/frame-builder.ts'
import type { Session } from '../fanout/session.ts'
import { Replica } from '../journal/room-copy.ts'
import { UnappliedList } from '../journal/unapplied-list.ts'
import { roomKeys } from '../redis/keys.ts'
import { createAsking } from '../redis/log-once.ts'
import type { Wire } from '../redis/wire.ts'
import { Rewind } from '../rollback/rollback-detector.ts'
import { Runs } from '../transaction/in-flight.ts'
import type { Bulletin } from '../transaction/room-event.ts'
import type { RoomServices } from '../transaction/room-services.ts'
import { hear } from './dispatch-event.ts'
import { createTouching } from './keep-alive.ts'
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
  readonly #chronicle: Chronicle
  readonly #runs: Runs
  readonly #roster: Roster
  readonly #rewind: Rewind
  readonly #unapplied: UnappliedList
  #record: RoomRecord
  #replica: Replica
  #unlisten: () => Promise<void> = async () => {}
  #stopComparing = (): void => {}
  readonly #touch: ReturnType<typeof createTouching>
  /** The history in Redis is not the one known here: load it anew. */
  #startOver = false
  readonly #asking: ReturnType<typeof createAsking>
  readonly #reload = coalesced(() => this.#asking('could not be reloaded', () => this.#load()))
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
      room.#unlisten = await listenToRoom(room.#wire, code, (bulletin) => room.#heard(bulletin))
      await room.#rewind.load(room.#replica)
      room.#chronicle.begin(room.#replica, await room.#unapplied.all(room.#replica))
      room.#rewind.begin(room.#replica)
      await room.#roster.open()
      room.#stopComparing = repeating(COMPARE_MS, () =>
        room.#asking('could not be compared with Redis', () => room.#compare()),
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
    this.#asking = createAsking(this.#wire, (error, what) => services.log(error, `room ${code}: ${what}`))
    this.#replica = this.#newReplica(record)
    this.#chronicle = new Chronicle(this.#replica, settingsOf(record), () => services.clock.now())
    this.#fanout = new Fanout({
      frame: () => {
        this.#rewind.notice()
        return this.#chronicle.frame()
      },
      snapshot: () => {
        this.#rewind.notice()
        return this.#chronicle.snapshot()
      },
      moreIn: () => this.#chronicle.moreIn(),
    })
    this.#runs = new Runs(code, services)
    this.#roster = new Roster({
      wire: this.#wire,
      code,
      nodes: services.nodes,
      now: services.clock.now,
      asking: this.#asking,
      sessions: this.sessions,
      chronicle: this.#chronicle,
      onChange: () => this.#fanout.changed(),
    })
    const [runs, chronicle, fanout] = [this.#runs, this.#chronicle, this.#fanout]
    this.#rewind = new Rewind({ code, services, runs, chronicle, fanout }, this.#replica)
    this.#unapplied = new UnappliedList(
      this.#wire,
      () => this.#replica,
      (one) => {
        chronicle.unapplied(one)
        this.#rewind.unapplied(one)
        fanout.changed()
      },
    )
    this.#touch = createTouching(this.#wire, code)
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
    this.#rewind.tell(session)
    this.#roster.entered(session)
  }

  leave(session: Session): void {
    this.#fanout.remove(session)
    this.#roster.left()
  }

  /** The node with that id has crashed: nobody is connected to it any more. */
  gone(node: string): Promise<void> {
    return this.#asking('a node that has crashed could not be forgotten', () => this.#roster.gone(node))
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
    const current = this.#replica
    const outcome = await this.#runs.run({ tx, epoch, again, settings, current, onDoubt })
    if (!outcome) return
    tell({ type: 'settled', tx: tx.id, epoch, ...outcome })
    if (outcome.receipt.outcome === 'applied') this.#rewind.acknowledged(epoch, outcome)
    else this.#rewind.unapplied({ player: tx.player, tx: tx.id })
  }

  /** Who is lost now among these versions, and to whom. Versions that do not exist are left out. */
  inspect(versions: number[]): ServerMessage {
    return { type: 'verdicts', epoch: this.epoch, verdicts: this.#chronicle.verdicts(versions) }
  }

  /** What became of a player's newest writes, oldest first. */
  history(player: string): Verdict[] {
    return this.#chronicle.history(player)
  }

  /** Resolves when no transaction is under way here any more. */
  settled(): Promise<void> {
    return this.#runs.settled()
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#stopComparing()
    this.#fanout.stop()
    void this.#runs.close()
    await this.#roster.close()
    await this.#unlisten().catch(() => {})
  }

  /** The connection for everything but the players' transactions. */
  get #wire(): Wire {
    return this.#services.wires.ioredis
  }

  #newReplica(record: RoomRecord): Replica {
    return new Replica(this.#wire, this.code, record.epoch, record.opening, () => this.#fanout.changed())
  }

  #heard(bulletin: Bulletin): void {
    if (this.#closed) return
    const [chronicle, fanout, roster, rewind] = [this.#chronicle, this.#fanout, this.#roster, this.#rewind]
    const [replica, unapplied, reload] = [this.#replica, this.#unapplied, this.#reload]
    hear(bulletin, { replica, chronicle, fanout, roster, rewind, unapplied, reload })
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
      this.#chronicle.settings(settings)
      return this.#fanout.changed()
    }
    // Switched only when it is whole; without an answer everything stays as it was and is tried again.
    const replica = this.#newReplica(record)
    if ((await this.#rewind.load(replica)) === 'torn' && record.epoch === this.epoch)
      throw new Error('its journal in Redis is not whole any more')
    const unapplied = await this.#unapplied.all(replica)
    this.#startOver = false
    this.#record = record
    this.#replica = replica
    this.#chronicle.begin(replica, unapplied)
    this.#chronicle.settings(settingsOf(record))
    this.#fanout.restart()
    if (this.#rewind.begin(replica)) void this.#roster.reload()
    // What was published while it loaded was not heard.
    await this.#rewind.compare()
    await this.#unapplied.compare()
  }

  #expire(): void {
    this.expired = true
    for (const session of [...this.sessions]) session.end('expired')
  }

  async #compare(): Promise<void> {
    if (!this.#wire.reaches(roomKeys(this.code).room)) return
    const answer = await this.#rewind.compare()
    if (answer === 'other') this.#startOver = true
    else await this.#unapplied.compare()
    // What was published of it may have been missed.
    const record = await loadRoom(this.#wire, this.code)
    if (this.#startOver || JSON.stringify(record) !== JSON.stringify(this.#record)) await this.#reload()
    await this.#touch(this.epoch, this.#replica.version)
  }
}
