import type { Session } from '../fanout/session.ts'
import type { RoomServices } from '../transaction/room-services.ts'
import { Room } from './room.ts'

/** The rooms that are open on this node, from the first connection until 30 s after the last. */
export class Rooms {
  readonly #services: RoomServices
  readonly #open = new Map<string, Promise<Room>>()
  readonly #closing = new Map<string, NodeJS.Timeout>()
  /** Rooms that stay open without a connection. */
  readonly #held = new Set<Room>()

  /** Milliseconds an empty room stays open, so that reloading a page does not load the room again. */
  static readonly LINGER_MS = 30_000

  constructor(services: RoomServices) {
    this.#services = services
  }

  /** Opens the room if it is not open. Throws `BankError` `unknown-room`. */
  async get(code: string): Promise<Room> {
    clearTimeout(this.#closing.get(code))
    this.#closing.delete(code)
    let room = this.#open.get(code)
    if (!room) {
      room = Room.open(code, this.#services)
      this.#open.set(code, room)
      room.catch(() => this.#open.delete(code))
    }
    const opened = await room
    if (opened.expired) {
      if (this.#open.get(code) === room) this.#open.delete(code)
      void opened.close()
      return this.get(code)
    }
    this.#linger(opened)
    return opened
  }

  /** Opens the room, and keeps it open until the returned function is called. Throws `BankError` `unknown-room`. */
  async hold(code: string): Promise<{ room: Room; release(): void }> {
    const room = await this.get(code)
    this.#held.add(room)
    return {
      room,
      release: () => {
        this.#held.delete(room)
        this.#linger(room)
      },
    }
  }

  /** The rooms that have connections here. */
  async withConnections(): Promise<Room[]> {
    const rooms = await Promise.all([...this.#open.values()].map((room) => room.catch(() => undefined)))
    return rooms.filter((room) => room !== undefined && room.sessions.size > 0 && !room.expired) as Room[]
  }

  /** A connection has left the room. */
  left(room: Room, session: Session): void {
    room.leave(session)
    this.#linger(room)
  }

  async closeAll(): Promise<void> {
    for (const timer of this.#closing.values()) clearTimeout(timer)
    this.#closing.clear()
    const open = [...this.#open.values()]
    this.#open.clear()
    await Promise.all(open.map((room) => room.then((opened) => opened.close()).catch(() => {})))
  }

  /** The node with that id has crashed: its players are disconnected, in every room that is open here. */
  async gone(node: string): Promise<void> {
    await Promise.all(
      [...this.#open.values()].map((room) => room.then((opened) => opened.nodeCrashed(node)).catch(() => {})),
    )
  }

  /** Resolves when no transaction is running. */
  async settled(): Promise<void> {
    await Promise.all(
      [...this.#open.values()].map((room) => room.then((opened) => opened.settled()).catch(() => {})),
    )
  }

  #linger(room: Room): void {
    const isUsed = (): boolean => room.sessions.size > 0 || this.#held.has(room)
    if (isUsed() || this.#closing.has(room.code)) return
    const timer = setTimeout(() => {
      this.#closing.delete(room.code)
      if (isUsed()) return
      this.#open.delete(room.code)
      void room.close()
    }, Rooms.LINGER_MS)
    timer.unref()
    this.#closing.set(room.code, timer)
  }
}
