import type { Transaction } from '../../shared/journal.ts'
import type { ServerMessage, Verdict } from '../../shared/protocol.ts'
import { Fanout } from '../fanout/fanout.ts'
import { FrameBuilder } from '../fanout/frame-builder.ts'
import type { Session } from '../fanout/session.ts'
import { createLogOnce } from '../redis/log-once.ts'
import { Acknowledgements } from '../rollback/acknowledgements.ts'
import { Classroom } from '../rounds/classroom.ts'
import { FiredCount } from '../rounds/fired-count.ts'
import { InFlight } from '../transaction/in-flight.ts'
import type { RoomServices } from '../transaction/room-services.ts'
import type { BotSeats } from './bot-seats.ts'
import { Hosts } from './hosts.ts'
import { Requests } from './requests.ts'
import { newCopy, RoomFollower, requireRecord } from './room-follower.ts'
import { RoomFrames } from './room-frames.ts'
import { type RoomRecord, settingsOf } from './room-store.ts'
import { Roster } from './roster.ts'

/** One room on this node while it has connections here. */
export class Room {
  readonly code: string
  readonly #fanout: Fanout
  readonly #frameBuilder: FrameBuilder
  readonly #inFlight: InFlight
  readonly #roster: Roster
  readonly #requests: Requests
  readonly #hosts: Hosts
  readonly classroom: Classroom
  readonly #follower: RoomFollower
  readonly #logOnce: ReturnType<typeof createLogOnce>
  /** The room is gone from Redis. `Rooms` then reads it again for the next caller. */
  expired = false

  /** Loads the room and follows it. Throws `BankError` `unknown-room`. */
  static async open(code: string, services: RoomServices): Promise<Room> {
    const room = new Room(code, await requireRecord(services.wires.ioredis, code), services)
    try {
      await room.#follower.open()
      return room
    } catch (error) {
      await room.close()
      throw error
    }
  }

  private constructor(code: string, record: RoomRecord, services: RoomServices) {
    this.code = code
    const { wires, clock, nodes } = services
    const changed = (): void => this.#fanout.changed()
    const copy = newCopy({ code, services, fanout: { changed } }, record)
    const logging = () =>
      createLogOnce(wires.ioredis, (error, what) => services.log(error, `room ${code}: ${what}`))
    this.#logOnce = logging()
    this.#frameBuilder = new FrameBuilder(copy, settingsOf(record), () => clock.now())
    const acknowledgements = new Acknowledgements((player) => this.#frameBuilder.nickname(player))
    this.#fanout = new Fanout(new RoomFrames(this.#frameBuilder, acknowledgements))
    this.#inFlight = new InFlight(code, services)
    this.#roster = new Roster({
      ...{ wire: wires.ioredis, code, nodes, now: clock.now, logOnce: this.#logOnce },
      sessions: this.sessions,
      frameBuilder: this.#frameBuilder,
      onChange: () => {
        changed()
        this.classroom.peopleChanged()
      },
    })
    const fired = new FiredCount()
    this.classroom = new Classroom({
      ...{ code, services, sessions: this.sessions, inFlight: this.#inFlight, fired },
      // Its own: what it asks Redis fails together with the rest when a connection ends.
      logOnce: logging(),
      people: () => this.#roster.people(),
      readPeople: async () => {
        await this.#roster.load()
        return this.#roster.people()
      },
      epoch: () => this.epoch,
    })
    const told = { wire: wires.ioredis, code, sessions: this.sessions, logOnce: this.#logOnce }
    this.#requests = new Requests({ ...told, now: clock.now })
    this.#hosts = new Hosts({ ...told, onNewHost: (session) => this.#requests.entered(session) })
    this.#follower = new RoomFollower(
      {
        ...{ code, services, acknowledgements, logOnce: this.#logOnce },
        fanout: this.#fanout,
        frameBuilder: this.#frameBuilder,
        roster: this.#roster,
        requests: this.#requests,
        hosts: this.#hosts,
        inFlight: this.#inFlight,
        fired,
        classroom: this.classroom,
        onExpired: () => this.#expire(),
      },
      record,
      copy,
    )
  }

  get epoch(): number {
    return this.#follower.record.epoch
  }
  get sessions(): ReadonlySet<Session> {
    return this.#fanout.sessions
  }

  /** The bots that have a seat. */
  get bots(): BotSeats {
    return this.#roster.bots
  }

  /** The names of the nodes that run the bots. */
  setBotNodes(nodes: ReadonlyMap<string, string>): void {
    this.#roster.setBotNodes(nodes)
  }

  enter(session: Session): void {
    this.#fanout.add(session)
    this.#follower.rollback.sendRewound(session)
    this.#roster.entered(session)
    this.#requests.entered(session)
    this.#hosts.entered(session)
    this.classroom.entered(session)
  }

  leave(session: Session): void {
    this.#fanout.remove(session)
    this.#roster.left()
  }

  /** A connection may have become a host: reads the hosts, and tells it. */
  hostsChanged(): Promise<void> {
    return this.#hosts.changed()
  }

  /** The node with that id has crashed: its players are disconnected. */
  nodeCrashed(node: string): Promise<void> {
    return this.#logOnce('a crashed node could not be removed', () => this.#roster.nodeCrashed(node))
  }

  /**
   * Runs a transaction and sends its outcome to every connection of its player. `again`: it was sent before.
   * Throws `BankError` when it is refused before it starts.
   */
  async fire(tx: Transaction, epoch: number, again: boolean): Promise<void> {
    // The client may know the new epoch from another node.
    if (epoch > this.epoch) await this.#follower.reload()
    const ruling = await this.classroom.ruling({ tx, epoch, again })
    const { settings, copy: current, rollback } = this.#follower
    const send = (message: ServerMessage): void => {
      for (const session of this.sessions) if (session.player === tx.player) session.send(message)
    }
    const onDoubt = (): void => send({ type: 'checking', tx: tx.id })
    const outcome = await this.#inFlight.run({ tx, epoch, again, ...ruling }, { settings, current }, onDoubt)
    if (!outcome) return
    send({ type: 'settled', tx: tx.id, epoch, ...outcome })
    if (outcome.receipt.outcome === 'applied') rollback.acknowledged(epoch, outcome)
    else rollback.unapplied({ player: tx.player, tx: tx.id })
    this.classroom.fired()
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
    const following = this.#follower.close()
    this.#fanout.stop()
    this.#requests.close()
    this.classroom.close()
    void this.#inFlight.close()
    await this.#roster.close()
    await following
  }

  #expire(): void {
    this.expired = true
    for (const session of [...this.sessions]) session.end('expired')
  }
}
