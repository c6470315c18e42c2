import { afterAll, beforeAll, expect, it } from 'vitest'
import { connect } from '../../server/redis/connect.ts'
import { KEPT_SECONDS } from '../../server/redis/keys.ts'
import type { Wire } from '../../server/redis/wire.ts'
import { touchRounds } from '../../server/rounds/round-store.ts'
import { inPhase, lead, led, recordOf } from '../support/classroom.ts'
import { openRoom, startServer, type TestServer } from '../support/server.ts'

let server: TestServer
let wire: Wire
beforeAll(async () => {
  server = await startServer('embedded')
  wire = await connect('ioredis', server.engine.endpoint)
})
afterAll(async () => {
  await wire.close()
  await server.close()
})

it('every key of every round is kept with the room', async () => {
  const room = await openRoom(server.port)
  const [ana, { host }] = [await room.join('ana'), room]
  const round = {
    ...{ settings: { strategy: 'lua', thinkMs: 0, jitterMs: 0 }, guess: true },
    ends: { kind: 'each', transactions: 2 },
  } as const
  await led(host, 'lobby', 'lobby', { round })
  for (const epoch of [2, 3]) {
    const { number } = await led(host, 'next', 'question')
    ana.send({ type: 'answer', number, balance: 100 })
    await inPhase(host, 'countdown')
    await led(host, 'next', 'running')
    await ana.settled(ana.fire(50, epoch))
    lead(host, 'next')
    await inPhase(host, 'reveal')
    await recordOf(host, epoch - 1)
    await ana.settled(ana.fire(50, epoch))
    if (epoch === 2) await led(host, 'lobby', 'lobby', { round })
  }
  const ttl = async (key: string) => Number(await wire.command(['TTL', key]))
  const keys = ((await wire.command(['KEYS', `bankrun:{${room.code}}:*`])) as string[]).filter(
    // Receipts have a day from their last use, the others are kept by `touchRoom`.
    (key) => !/:receipt:|:1:|:(room|players|seen|presence|requests|hosts|host-links)$/.test(key),
  )
  expect(keys.length).toBeGreaterThan(15)
  for (const key of keys) expect(await ttl(key), key).toBeGreaterThan(0)
  await Promise.all(keys.map((key) => wire.command(['EXPIRE', key, '500'])))
  await touchRounds(wire, room.code)
  for (const key of keys) expect(await ttl(key), key).toBeGreaterThan(KEPT_SECONDS - 60)
  room.close()
})
