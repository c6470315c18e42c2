import { BankError } from '../../shared/errors.ts'
import type { Receipt, Transaction } from '../../shared/journal.ts'
import type { ServerMessage, Verdict } from '../../shared/protocol.ts'
import { roomKeys } from '../account/keys.ts'
import type { Wire } from '../account/wire.ts'
import { createAsking } from './asking.ts'
import { type Bulletin, parseBulletin } from './bulletin.ts'
import { Chronicle } from './chronicle.ts'
import { coalesced } from './coalesced.ts'
import { Fanout } from './fanout.ts'
import { repeating } from './repeating.ts'
import { Replica } from './replica.ts'
import { loadRoom, type RoomRecord, settingsOf } from './room-store.ts'
import { Roster } from './roster.ts'
import { Runs } from './runs.ts'
import type { RoomServices } from './services.ts'
import type { Session } from './session.ts'
import { createTouching } from './touching.ts'

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
  #record: RoomRecord
  #replica: Replica
  #unlisten: () => Promise<void> = async () => {}
  #stopComparing = (): void => {}
  #standingsTimer: NodeJS.Timeout | undefined
  readonly #touch: ReturnType<typeof createTouching>
  /** The history in Redis is not the one known here: load it anew. */
  #startOver = false
  readonly #asking: ReturnType<typeof createAsking>
  readonly #reload = coalesced(() => this.#asking('could not be reloaded', () => this.#load()))
  readonly #reloadPlayers = coalesced(() =>
    this.#asking('players could not be loaded', () => this.#loadPlayers()),
  )
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
      room.#unlisten = await room.#wire.listen(roomKeys(code).channel, (text) =>
        room.#heard(parseBulletin(text)),
      )
      await room.#replica.compare()
      await room.#loadPlayers()
      room.#chronicle.begin(room.#replica)
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
    this.#fanout = new Fanout({ frame: () => this.#frame(), snapshot: () => this.#chronicle.snapshot() })
    this.#runs = new Runs(code, services)
    this.#roster = new Roster(this.#wire, code)
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
    if (!this.#endIfOusted(session) && session.player) this.#presenceChanged()
  }

  leave(session: Session): void {
    this.#fanout.remove(session)
    if (session.player) this.#presenceChanged()
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
    const receipt: Receipt | undefined = await this.#runs.run({
      tx,
      epoch,
      again,
      settings,
      current: this.#replica,
      onDoubt: () => tell({ type: 'checking', tx: tx.id }),
    })
    if (receipt) tell({ type: 'settled', tx: tx.id, epoch, receipt })
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
    clearTimeout(this.#standingsTimer)
    this.#fanout.stop()
    void this.#runs.close()
    await this.#unlisten().catch(() => {})
  }

  /** The connection for everything but the players' transactions. */
  get #wire(): Wire {
    return this.#services.wires.ioredis
  }

  #newReplica(record: RoomRecord): Replica {
    return new Replica(this.#wire, this.code, record.epoch, record.opening, () => this.#fanout.changed())
  }

  #frame() {
    const frame = this.#chronicle.frame()
    clearTimeout(this.#standingsTimer)
    const later = this.#chronicle.standingsIn()
    if (later !== undefined) this.#standingsTimer = setTimeout(() => this.#fanout.changed(), later)
    return frame
  }

  #heard(bulletin: Bulletin | undefined): void {
    if (!bulletin || this.#closed) return
    if ('epoch' in bulletin && bulletin.epoch !== this.epoch) return
    switch (bulletin.kind) {
      case 'entry':
        this.#chronicle.ended(bulletin.entry.player, bulletin.entry.tx)
        this.#replica.heard(bulletin.entry)
        break
      case 'unapplied':
        this.#chronicle.unapplied(bulletin.unapplied)
        this.#fanout.changed()
        break
      case 'step':
        this.#chronicle.step(bulletin.step)
        this.#fanout.changed()
        break
      case 'room':
        void this.#reload()
        break
      case 'players':
        void this.#reloadPlayers()
        break
      default:
        bulletin satisfies never
    }
  }

  /** Reads the room's record again: settings may have changed, the account may have a new life, the room may be gone. */
  async #load(): Promise<void> {
    const record = await loadRoom(this.#wire, this.code)
    if (this.#closed) return
    if (!record) return this.#expire()
    if (record.epoch === this.epoch && !this.#startOver) {
      this.#record = record
      this.#chronicle.settings(settingsOf(record))
      return this.#fanout.changed()
    }
    // Switched only when it is whole; without an answer everything stays as it was and is tried again.
    const replica = this.#newReplica(record)
    if ((await replica.compare()) === 'torn' && record.epoch === this.epoch)
      throw new Error('its journal in Redis is not whole any more')
    this.#startOver = false
    this.#record = record
    this.#replica = replica
    this.#chronicle.begin(replica)
    this.#chronicle.settings(settingsOf(record))
    this.#fanout.restart()
    // What was published while it loaded was not heard.
    await replica.compare()
  }

  #expire(): void {
    this.expired = true
    for (const session of [...this.sessions]) session.end('expired')
  }

  async #loadPlayers(): Promise<void> {
    await this.#roster.load()
    for (const session of [...this.sessions]) this.#endIfOusted(session)
    this.#presenceChanged()
  }

  /** Ends a connection whose player has left or was kicked, perhaps while it was entering. */
  #endIfOusted(session: Session): boolean {
    const reason = this.#roster.ousted(session)
    if (reason) session.end(reason)
    return reason !== undefined
  }

  #presenceChanged(): void {
    this.#chronicle.players(this.#roster.view(this.sessions))
    this.#fanout.changed()
  }

  async #compare(): Promise<void> {
    if (!this.#wire.up) return
    const replica = this.#replica
    const answer = await replica.compare()
    const epoch = await this.#wire.command(['HGET', roomKeys(this.code).room, 'epoch'])
    if (answer === 'other' && replica === this.#replica) this.#startOver = true
    if (this.#startOver || epoch !== String(this.epoch)) await this.#reload()
    await this.#touch(this.epoch, this.#replica.version)
  }
}
