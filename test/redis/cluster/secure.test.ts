import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../../../server/engine/engine.ts'
import { openEngine } from '../../../server/engine/ladder.ts'
import { slotOf } from '../../../server/redis/cluster/key-slot.ts'
import { probe } from '../../../server/redis/connect.ts'
import { roomKeys } from '../../../server/redis/keys.ts'
import { ClientKind } from '../../../shared/protocol.ts'
import { certify } from '../../support/certify.ts'
import { TestCluster } from '../../support/cluster.ts'
import { documentedUser } from '../../support/documented-user.ts'
import { redisServerPath } from '../../support/machine.ts'
import { Processes } from '../../support/processes.ts'
import { openRoom, startServer, type TestServer } from '../../support/server.ts'

describe.skipIf(!redisServerPath && !process.env.CI)('a cluster with TLS and users', () => {
  const processes = new Processes()
  let cluster: TestCluster
  let engine: Engine
  let server: TestServer
  beforeAll(async () => {
    certify(processes)
    cluster = await TestCluster.open(processes.folder)
    for (const node of cluster.nodes) await node.ask('ACL', 'SETUSER', ...documentedUser('with'))
    const env = { PATH: '', REDIS_USERNAME: 'bankrun', REDIS_PASSWORD: 's3cret' }
    const redisCa = join(processes.folder, 'ca.crt')
    engine = await openEngine({ ...{ redisCluster: cluster.servers, redisTls: true, redisCa, env }, probe })
    server = await startServer('external', undefined, { account: engine })
  })
  afterAll(async () => {
    await server?.close()
    await engine?.close()
    await cluster?.close()
    await processes.close()
  })

  it.each(ClientKind.options)(
    'serves a room with %s while its slot moves, and needs only the documented rights',
    async (client) => {
      for (const node of cluster.nodes) await node.ask('ACL', 'LOG', 'RESET')
      const room = await openRoom(server.port, { strategy: 'watch', client, thinkMs: 0, jitterMs: 0 })
      const ana = await room.join('ana')
      let [fired, stop] = [0, false]
      const playing = (async () => {
        for (; !stop; fired++) expect((await ana.settled(ana.fire(1))).receipt.outcome).toBe('applied')
      })()
      const played = (more: number): Promise<unknown> => {
        const enough = fired + more
        return ana.until(() => fired >= enough, 'enough transactions')
      }
      await played(5)
      const slot = slotOf(roomKeys(room.code).room)
      const away = await cluster.otherThan(await cluster.ownerOf(slot))
      await cluster.migrate(slot, away, () => pause(50))
      await played(5)
      stop = true
      await playing
      expect(await room.host.account(({ version }) => version === fired)).toMatchObject({
        actual: 100 + fired,
      })
      expect(server.logged).toEqual([])
      for (const node of cluster.nodes) expect(await node.ask('ACL', 'LOG')).toEqual([])
      room.close()
    },
  )

  it('has a redis-cli line with user and TLS, and without the password', async () => {
    const health = await (await fetch(`http://127.0.0.1:${server.port}/healthz`)).json()
    expect(health).toMatchObject({ redis: 'up', doorbell: 'on' })
    expect(server.engine.cli).toMatch(/ --user bankrun --askpass --tls --cacert .* -c$/)
  })
})
