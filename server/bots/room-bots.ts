import type { Register } from '../nodes/register.ts'
import { NoAnswer } from '../redis/wire.ts'
import type { Room } from '../room/room.ts'
import type { RoomServices } from '../transaction/room-services.ts'
import { Bot, type BotRoom } from './bot.ts'
import { botAmount } from './bot-identity.ts'
import { type Progress, takeBots } from './bot-runs.ts'

/** The places for transactions of bots on this node. */
export interface Places {
  begin(): boolean
  end(): void
}

export interface RoomBotsOptions {
  room: Room
  services: RoomServices
  places: Places
}

/** The bots of one room that this node runs. */
export class RoomBots {
  readonly room: Room
  readonly #services: RoomServices
  readonly #asRoom: BotRoom
  readonly #bots = new Map<string, Bot>()
  /** Until when Redis has confirmed that this node runs its bots, on Redis' clock. */
  #until = 0

  constructor({ room, services, places }: RoomBotsOptions) {
    this.room = room
    this.#services = services
    this.#asRoom = {
      code: room.code,
      get epoch() {
        return room.epoch
      },
      isOpen: () => services.clock.now() < this.#until && !services.stop.aborted,
      begin: () => places.begin(),
      end: () => places.end(),
      amount: (epoch, bot, n) =>
        botAmount(room.classroom.amountsOfBot(bot), { code: room.code, epoch, bot, n }),
      fire: (tx, epoch, again) => room.fire(tx, epoch, again),
      failed: (error) => {
        if (!(error instanceof NoAnswer)) services.log(error, `room ${room.code}: a bot's transaction failed`)
      },
    }
  }

  /** Confirms this node's bots of the room, of which `most` may run. */
  async confirm(most: number): Promise<void> {
    const { code, bots } = this.room
    const runs = await takeBots(this.#wire, {
      ...{ code, node: this.#node, epoch: this.room.epoch, progress: this.#progress() },
      bots: bots.ids.slice(0, most),
    })
    this.#until = runs.until
    this.room.setBotNodes(runs.nodes)
    for (const [id, bot] of this.#bots) {
      if (runs.own.has(id)) continue
      bot.stop()
      this.#bots.delete(id)
    }
    for (const [id, progress] of runs.own) {
      const bot = this.#bots.get(id)
      if (bot) bot.confirmed(progress, bots.perSecond)
      else this.#bots.set(id, new Bot(id, this.#asRoom, progress, bots.perSecond))
    }
  }

  /** Stops the bots at once. */
  stop(): void {
    for (const bot of this.#bots.values()) bot.stop()
  }

  /** Stops the bots and gives them back. */
  async leave(): Promise<void> {
    this.stop()
    const { code, epoch, bots } = this.room
    await takeBots(this.#wire, {
      ...{ code, node: this.#node, epoch, progress: this.#progress(), bots: bots.ids },
      leaves: true,
    })
    this.#bots.clear()
  }

  get #wire() {
    return this.#services.wires.ioredis
  }
  get #node(): Pick<Register, 'id' | 'name'> {
    return this.#services.nodes
  }
  #progress(): Map<string, Progress> {
    return new Map([...this.#bots].map(([id, bot]) => [id, bot.progress]))
  }
}
