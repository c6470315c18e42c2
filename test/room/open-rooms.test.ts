import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../../server/engine/engine.ts'
import { connect } from '../../server/redis/connect.ts'
import type { Wire } from '../../server/redis/wire.ts'
import { type OpenRooms, openRooms } from '../../server/room/open-rooms.ts'
import { createRoom } from '../../server/room/room-store.ts'
import { closedPort } from '../support/closed-port.ts'
import { openTestEngine } from '../support/engines.ts'
import { redisServerPath } from '../support/machine.ts'

const log = (error: unknown): never => {
  throw error
}

describe.skipIf(!redisServerPath && !process.env.CI)('the rooms of a node', () => {
  let engine: Engine
  let direct: Wire
  beforeAll(async () => {
    engine = await openTestEngine('local')
    direct = await connect('ioredis', engine.url)
  })
  afterAll(async () => {
    await direct.close()
    await engine.close()
  })
  const clients = async (): Promise<number> =>
    String(await direct.command(['CLIENT', 'LIST']))
      .trim()
      .split('\n').length

  it('share two libraries, a clock, a name and all strategies, and leave no connection behind', async () => {
    const before = await clients()
    const { rooms, services, catalogue, close } = await openRooms({ redis: engine.url, log })
    expect([services.wires.ioredis.client, services.wires.redis.client]).toEqual(['ioredis', 'redis'])
    expect(services.nodes.name).toBe('A')
    expect(Math.abs(services.clock.now() - Date.now())).toBeLessThan(1000)
    expect(services.catalogue).toBe(catalogue)
    expect(catalogue.has('naive')).toBe(true)
    const { code } = await createRoom(services.wires.ioredis)
    expect((await rooms.get(code)).code).toBe(code)
    expect(await clients()).toBeGreaterThan(before)
    await close()
    await close()
    await expect.poll(clients).toBe(before)
    const next = await openRooms({ redis: engine.url, log })
    expect(next.services.nodes.name).toBe('A')
    await next.close()
  })

  it.each([
    ['they settle', ({ settle }: OpenRooms) => settle()],
    ['they close', ({ close }: OpenRooms) => close()],
    ['they are stopped from outside', (_: OpenRooms, stop: AbortController) => stop.abort()],
  ])('end every pause when %s', async (_, end) => {
    const stop = new AbortController()
    const open = await openRooms({ redis: engine.url, stop: stop.signal, log })
    expect(open.services.stop.aborted).toBe(false)
    await end(open, stop)
    expect(open.services.stop.aborted).toBe(true)
    await open.close()
  })
})

it('cannot be opened where no Redis answers', async () => {
  await expect(openRooms({ redis: `redis://127.0.0.1:${await closedPort()}`, log })).rejects.toThrow()
})
