import { nanoid } from 'nanoid'
import type { Strategy } from '../../server/account/account.ts'
import type { Session } from '../../server/fanout/session.ts'
import type { Wire } from '../../server/redis/wire.ts'
import { openRooms } from '../../server/room/open-rooms.ts'
import { joinRoom } from '../../server/room/player-store.ts'
import type { Room } from '../../server/room/room.ts'
import type { Receipt } from '../../shared/journal.ts'
import type { Frame, ServerMessage, Snapshot } from '../../shared/protocol.ts'

/** A player or a screen in a room, without a WebSocket: keeps every message in `log`. */
export class Seat implements Session {
  readonly player: string | undefined
  readonly host = undefined
  readonly buffered = 0
  readonly log: ServerMessage[] = []
  readonly #room: Room
  readonly #waiting = new Set<() => void>()

  constructor(room: Room, player: string | undefined) {
    this.#room = room
    this.player = player
    room.enter(this)
  }

  send(message: ServerMessage): void {
    this.log.push(message)
    for (const check of [...this.#waiting]) check()
  }
  sendEncoded(text: string): void {
    this.send(JSON.parse(text) as ServerMessage)
  }
  hostsChanged(): void {}
  end(): void {}

  /** All frames and snapshots, in the order in which they were told. */
  get views(): (Frame | Snapshot)[] {
    return this.log.filter((message) => message.type === 'frame' || message.type === 'snapshot')
  }
  /** The unapplied transactions by id, each as last told. */
  get unapplied() {
    const all = this.views.flatMap((message) => message.unapplied ?? [])
    return new Map(all.map((one) => [one.tx, one]))
  }

  async fire(amount: number, { epoch = 1, tx = nanoid(), again = false } = {}): Promise<Receipt> {
    await this.#room.fire({ id: tx, player: this.player ?? '', amount }, epoch, again)
    const settled = this.log.find((message) => message.type === 'settled' && message.tx === tx)
    if (settled?.type !== 'settled') throw new Error('not settled')
    return settled.receipt
  }

  /** Resolves as soon as `fits` holds, now or after any later message. */
  until(fits: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const check = (): void => {
        if (!fits()) return
        this.#waiting.delete(check)
        resolve()
      }
      this.#waiting.add(check)
      check()
    })
  }

  /** The newest account as soon as it fits. */
  async account(fits: (account: Frame['account']) => boolean): Promise<Frame['account']> {
    const last = (): Frame['account'] | undefined => this.views.at(-1)?.account
    await this.until(() => {
      const account = last()
      return account !== undefined && fits(account)
    })
    return last() as Frame['account']
  }
}

/** The rooms of one node, with strategies of the test's own beside ours. */
export interface RoomsNode {
  wire: Wire
  logged: unknown[]
  strategies: string[]
  open(code: string): Promise<Room>
  /** A new player of the room, connected to this node. */
  join(code: string, nickname: string): Promise<Seat & { player: string }>
  watch(code: string): Promise<Seat>
  close(): Promise<void>
}

export async function openRoomsNode(url: string, own: Record<string, Strategy> = {}): Promise<RoomsNode> {
  const logged: unknown[] = []
  const log = (error: unknown, what: string): void => void logged.push([what, error])
  const { rooms, services, catalogue, close } = await openRooms({ redis: url, log })
  const wire = services.wires.ioredis
  // A strategy whose command this Redis lacks runs here all the same, and fails.
  catalogue.setLacking(new Set())
  catalogue.setOwn(
    Object.entries(own).map(([id, strategy]) => ({
      ...{ id, strategy, card: { id, title: strategy.title, source: '', own: true as const } },
    })),
  )
  return {
    wire,
    logged,
    strategies: [...catalogue.keys()],
    open: (code) => rooms.get(code),
    async join(code, nickname) {
      const room = await rooms.get(code)
      const { player } = await joinRoom(wire, code, nickname)
      return new Seat(room, player.id) as Seat & { player: string }
    },
    watch: async (code) => new Seat(await rooms.get(code), undefined),
    async close() {
      await rooms.settled()
      await close()
    },
  }
}
