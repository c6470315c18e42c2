import { afterAll, describe, expect, it } from 'vitest'
import type { ClientKind } from '../../shared/protocol.ts'
import { TestCluster } from '../support/cluster.ts'
import { redisServerPath } from '../support/machine.ts'
import { openRoom, startServer, type TestServer } from '../support/server.ts'
import { entriesOf, untilBots } from './watch-bots.ts'

async function playsWithBots(server: TestServer, client: ClientKind = 'ioredis'): Promise<void> {
  const room = await openRoom(server.port, { strategy: 'naive', client, thinkMs: 20, jitterMs: 20 })
  room.host.send({ type: 'set-bots', bots: 3, perSecond: 5 })
  await untilBots(room.host, 3)
  await room.host.account(({ version }) => version >= 20)
  const entries = entriesOf(room.host)
  expect(new Set(entries.map(({ player }) => player)).size).toBe(3)
  expect(new Set(entries.map(({ tx }) => tx)).size).toBe(entries.length)
  room.host.send({ type: 'set-bots', bots: 0, perSecond: 5 })
  await untilBots(room.host, 0)
  room.close()
  expect(server.logged).toEqual([])
}

describe('bots', () => {
  const opened: { close(): Promise<unknown> }[] = []
  afterAll(async () => {
    for (const one of opened.reverse()) await one.close()
  })

  it('play on the embedded engine', async () => {
    const server = await startServer('embedded')
    opened.push(server)
    await playsWithBots(server)
  })

  it.skipIf(!redisServerPath && !process.env.CI)(
    'play on a cluster, also with the client `redis`',
    async () => {
      const cluster = await TestCluster.open()
      opened.push(cluster)
      const server = await startServer('external', undefined, { redisCluster: cluster.servers })
      opened.push(server)
      await playsWithBots(server)
      await playsWithBots(server, 'redis')
    },
  )
})
