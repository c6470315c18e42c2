import { setMaxListeners } from 'node:events'
import { lackingIn } from '../../account/needs.ts'
import { type Catalogue, loadCatalogue } from '../../catalogue/catalogue.ts'
import { joinRegister } from '../../nodes/register.ts'
import { createClock } from '../../redis/clock.ts'
import { connect } from '../../redis/connect.ts'
import type { Wire } from '../../redis/wire.ts'
import { Rooms } from '../../room/rooms.ts'
import type { RoomServices } from '../../transaction/room-services.ts'

/** The rooms of a server process, without its gateway: the players run in the same process. */
export interface Bank {
  readonly rooms: Rooms
  readonly wire: Wire
  readonly catalogue: Catalogue
  close(): Promise<void>
}

export interface BankOptions {
  url: string
  /** Ends every pause at once. */
  stop: AbortSignal
  log(error: unknown, what: string): void
}

export async function openBank({ url, stop, log }: BankOptions): Promise<Bank> {
  const opened: (() => unknown)[] = []
  const close = async (): Promise<void> => {
    for (const close of opened.splice(0).reverse()) await close()
  }
  try {
    const ioredis = await connect('ioredis', url)
    opened.push(() => ioredis.close())
    const redis = await connect('redis', url)
    opened.push(() => redis.close())
    const clock = await createClock(ioredis)
    opened.push(() => clock.stop())
    const nodes = await joinRegister({ wire: ioredis, now: clock.now, log })
    opened.push(() => nodes.close())
    const ending = new AbortController()
    const stopping = AbortSignal.any([stop, ending.signal])
    setMaxListeners(0, stopping)
    const catalogue = await loadCatalogue()
    catalogue.setLacking(await lackingIn(ioredis))
    const services: RoomServices = { nodes, wires: { ioredis, redis }, clock, catalogue, stop: stopping, log }
    const rooms = new Rooms(services)
    opened.push(async () => {
      ending.abort()
      await rooms.settled()
      await rooms.closeAll()
    })
    return { rooms, wire: ioredis, catalogue, close }
  } catch (error) {
    await close()
    throw error
  }
}
