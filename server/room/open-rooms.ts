import { setMaxListeners } from 'node:events'
import { lackingIn } from '../account/needs.ts'
import { createCloseStack } from '../async/close-stack.ts'
import { type LiveCatalogue, loadCatalogue } from '../catalogue/catalogue.ts'
import type { Endpoint } from '../engine/endpoint.ts'
import { LESSONS } from '../lessons/all-lessons.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { joinRegister } from '../nodes/register.ts'
import { createClock } from '../redis/clock.ts'
import { connect } from '../redis/connect.ts'
import type { RoomServices } from '../transaction/room-services.ts'
import { Rooms } from './rooms.ts'

export interface OpenRoomsOptions {
  /** The Redis of the rooms; a URL names one server. */
  redis: Endpoint | string
  /** Ends every pause at once, as `settle` does. */
  stop?: AbortSignal | undefined
  /** Ends this process at once: a node that has it may be killed by a host. */
  die?: (() => void) | undefined
  /** The lessons that a host can choose; ours when absent. */
  lessons?: readonly Lesson[] | undefined
  /** The server has a folder for strategies of its users. */
  ownStrategies?: boolean
  /** Called on the node that has stored the record of a round. */
  onRecord?: RoomServices['onRecord']
  /** Called on the node that has ended a transfer question. */
  onLearnt?: RoomServices['onLearnt']
  log(error: unknown, what: string): void
}

/** The rooms of one node with all that they share, and without a gateway. */
export interface OpenRooms {
  readonly rooms: Rooms
  readonly services: RoomServices
  /** That of `services`, to add strategies to. */
  readonly catalogue: LiveCatalogue
  /** Ends every pause at once and resolves when no transaction is under way. */
  settle(): Promise<void>
  /** Settles, closes the rooms and what they share. */
  close(): Promise<void>
}

/** Connects to Redis, joins the nodes on it and loads the strategies. Rejects when Redis cannot be reached now. */
export async function openRooms({
  redis: endpoint,
  stop,
  die,
  lessons = LESSONS,
  ownStrategies = false,
  onRecord,
  onLearnt,
  log,
}: OpenRoomsOptions): Promise<OpenRooms> {
  const opened = createCloseStack((error) => log(error, 'could not be closed'))
  try {
    const connecting = [connect('ioredis', endpoint), connect('redis', endpoint)] as const
    // Also when only one of them connects.
    opened.add(() =>
      Promise.all(
        connecting.map((one) =>
          one.then(
            (wire) => wire.close(),
            () => {},
          ),
        ),
      ),
    )
    const [ioredis, redis, catalogue] = await Promise.all([...connecting, loadCatalogue()])
    catalogue.setLacking(await lackingIn(ioredis))
    const clock = await createClock(ioredis)
    opened.add(() => clock.stop())
    const nodes = await joinRegister({ wire: ioredis, now: clock.now, die, log })
    opened.add(() => nodes.close())
    const ending = new AbortController()
    const stopping = stop ? AbortSignal.any([stop, ending.signal]) : ending.signal
    setMaxListeners(0, stopping)
    const services: RoomServices = {
      ...{ nodes, wires: { ioredis, redis }, clock, catalogue, stop: stopping, log },
      ...{ lessons, ownStrategies, onRecord, onLearnt },
    }
    const rooms = new Rooms(services)
    opened.add(() => rooms.closeAll())
    const settle = async (): Promise<void> => {
      ending.abort()
      await rooms.settled()
    }
    opened.add(settle)
    return { rooms, services, catalogue, settle, close: () => opened.closeAll() }
  } catch (error) {
    await opened.closeAll()
    throw error
  }
}
