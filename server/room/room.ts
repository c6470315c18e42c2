import { BankError } from '../../shared/errors.ts'
import type { Receipt, Transaction } from '../../shared/journal.ts'
import type { Player, ServerMessage, Settings } from '../../shared/protocol.ts'
import { roomKeys } from '../account/keys.ts'
import type { Wire } from '../account/wire.ts'
import { type Bulletin, parseBulletin } from './bulletin.ts'
import { Chronicle } from './chronicle.ts'
import { Fanout } from './fanout.ts'
import { loadPlayers, type PlayerRecord } from './player-store.ts'
import { Replica } from './replica.ts'
import { loadRoom, type RoomRecord, touchRoom } from './room-store.ts'
import { Runs } from './runs.ts'
import type { RoomServices } from './services.ts'
import type { Session } from './session.ts'

/** An active room compares itself with Redis twice a second; every ten minutes its keys are kept for another day. */
const COMPARE_MS = 500
const TOUCH_MS = 600_000

/** One room on this node, for as long as somebody here is in it: its copy of the account, and those who watch. */
export class Room {
  readonly code: string
  readonly #services: RoomServices
  readonly #fanout: Fanout
  readonly #chronicle: Chronicle
  readonly #runs: Runs
  #record: RoomRecord
  #players: PlayerRecord[] = []
  #replica: Replica
  #unlisten: () => Promise<void> = async () => {}
  #timer: NodeJS.Timeout | undefined
  #standingsTimer: NodeJS.Timeout | undefined
  #touchedAt = 0
  #reloading: Promise<void> | undefined
  #closed = false

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
      room.#loop()
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
    this.#replica = this.#newReplica(record)
    this.#chronicle = new Chronicle(this.#replica, settingsOf(record), () => services.clock.now())
    this.#fanout = new Fanout({ frame: () => this.#frame(), snapshot: () => this.#chronicle.snapshot() })
    this.#runs = new Runs(code, services)
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
    if (this.#ousted(session)) return
    if (session.player) this.#presenceChanged()
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

  /** Resolves when no transaction is under way here any more. */
  settled(): Promise<void> {
    return this.#runs.settled()
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#timer)
    clearTimeout(this.#standingsTimer)
    this.#fanout.stop()
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
        void this.#loadPlayers().catch(() => {})
        break
      default:
        bulletin satisfies never
    }
  }

  /** Reads the room's record again: settings may have changed, the account may have a new life, the room may be gone. */
  #reload(startOver = false): Promise<void> {
    const load = async (): Promise<void> => {
      const record = await loadRoom(this.#wire, this.code)
      if (this.#closed) return
      if (!record) return this.#expire()
      const newLife = record.epoch !== this.epoch || startOver
      this.#record = record
      this.#chronicle.settings(settingsOf(record))
      if (newLife) {
        const replica = this.#newReplica(record)
        this.#replica = replica
        await replica.compare()
        if (this.#replica !== replica) return
        this.#chronicle.begin(replica)
        this.#fanout.restart()
      } else {
        this.#fanout.changed()
      }
    }
    // One after the other: a slow answer must not undo a newer one.
    this.#reloading = (this.#reloading ?? Promise.resolve()).then(load).catch((error) => {
      if (this.#wire.up) this.#services.log(error, `room ${this.code} could not be reloaded`)
    })
    return this.#reloading
  }

  #expire(): void {
    for (const session of [...this.sessions]) session.end('expired')
  }

  async #loadPlayers(): Promise<void> {
    this.#players = await loadPlayers(this.#wire, this.code)
    for (const session of [...this.sessions]) this.#ousted(session)
    this.#presenceChanged()
  }

  /** Ends a connection whose player has left or was kicked, perhaps while it was entering. */
  #ousted(session: Session): boolean {
    const state = this.#players.find(({ id }) => id === session.player)?.state
    if (state !== 'kicked' && state !== 'left') return false
    session.end(state)
    return true
  }

  #presenceChanged(): void {
    const here = new Set([...this.sessions].map(({ player }) => player))
    this.#chronicle.players(
      this.#players.map(({ id, number, nickname, state }): Player => {
        return { id, number, nickname, state: state === 'in' ? (here.has(id) ? 'here' : 'away') : state }
      }),
    )
    this.#fanout.changed()
  }

  #loop(): void {
    this.#timer = setTimeout(() => {
      void this.#compare().finally(() => {
        if (!this.#closed) this.#loop()
      })
    }, COMPARE_MS)
  }

  async #compare(): Promise<void> {
    if (!this.#wire.up) return
    try {
      const replica = this.#replica
      const answer = await replica.compare()
      const epoch = await this.#wire.command(['HGET', roomKeys(this.code).room, 'epoch'])
      if (epoch !== String(this.epoch)) await this.#reload()
      else if (answer === 'behind' && replica === this.#replica) await this.#reload(true)
      if (Date.now() - this.#touchedAt > TOUCH_MS) {
        this.#touchedAt = Date.now()
        await touchRoom(this.#wire, this.code, this.epoch, this.#replica.version)
      }
    } catch (error) {
      if (this.#wire.up) this.#services.log(error, `room ${this.code} could not be compared with Redis`)
    }
  }
}

function settingsOf({ strategy, client, thinkMs, jitterMs }: RoomRecord): Settings {
  return { strategy, client, thinkMs, jitterMs }
}
