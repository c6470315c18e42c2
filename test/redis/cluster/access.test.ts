import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Endpoint } from '../../../server/engine/endpoint.ts'
import { openEngine } from '../../../server/engine/ladder.ts'
import { connect, probe } from '../../../server/redis/connect.ts'
import { ClientKind } from '../../../shared/protocol.ts'
import { certify } from '../../support/certify.ts'
import { closedPort } from '../../support/closed-port.ts'
import { whenReady } from '../../support/cluster.ts'
import { documentedUser } from '../../support/documented-user.ts'
import { redisServerPath } from '../../support/machine.ts'
import { Processes } from '../../support/processes.ts'
import { openRoom, startServer } from '../../support/server.ts'

describe.skipIf(!redisServerPath && !process.env.CI)('a Redis with TLS and users', () => {
  const processes = new Processes()
  let port: number
  let admin: Redis
  const ca = join(processes.folder, 'ca.crt')
  const names = { with: 'bankrun', without: 'deaf' }
  const start = (user: 'with' | 'without') =>
    startServer('external', `rediss://${names[user]}:s3cret@localhost:${port}`, { redisCa: ca })

  beforeAll(async () => {
    certify(processes)
    port = await closedPort()
    const at = (file: string): string => join(processes.folder, file)
    const server = await processes.redis(
      ...['--port', '0', '--tls-port', String(port), '--bind', '127.0.0.1', '--save', ''],
      ...['--tls-cert-file', at('redis.crt'), '--tls-key-file', at('redis.key'), '--tls-ca-cert-file', ca],
      ...['--tls-auth-clients', 'optional', '--acl-pubsub-default', 'resetchannels'],
    )
    admin = await whenReady(port, server, { tls: { ca: readFileSync(ca) } })
    for (const user of ['with', 'without'] as const) {
      const [, ...rules] = documentedUser(user)
      await admin.call('ACL', 'SETUSER', names[user], ...rules)
    }
    await admin.call('ACL', 'SETUSER', 'default', 'off')
  })
  afterAll(async () => {
    admin?.disconnect()
    await processes.close()
  })

  describe.each(ClientKind.options)('with %s', (client) => {
    const endpoint = (access: Endpoint['access']): Endpoint => ({
      kind: 'single',
      at: { host: 'localhost', port },
      database: 0,
      access,
    })
    const user = { username: names.with, password: 's3cret' }

    it('accepts all kinds of connections with TLS, user and password', async () => {
      const wire = await connect(client, endpoint({ ...user, tls: { ca: readFileSync(ca, 'utf8') } }))
      const key = 'bankrun:{TLS}:x'
      expect(await wire.command(['SET', key, '1'])).toBe('OK')
      const lease = await wire.lease(key)
      await lease.watch([key])
      expect(await lease.multi([['INCRBY', key, '1']])).toEqual([2])
      await lease.release()
      const heard: string[] = []
      await wire.listen('bankrun:{TLS}:feed', (message) => heard.push(message))
      await wire.command(['PUBLISH', 'bankrun:{TLS}:feed', 'ding'])
      await expect.poll(() => heard).toEqual(['ding'])
      expect(wire.canListen).toBe(true)
      await wire.close()
    })

    it('is not trusted without its certificate, and rejects a client without the password', async () => {
      await expect(connect(client, endpoint({ ...user, tls: {} }))).rejects.toThrow(/certificate/)
      const tls = { ca: readFileSync(ca, 'utf8') }
      await expect(connect(client, endpoint({ tls }))).rejects.toThrow(/NOAUTH/)
      await expect(connect(client, endpoint({ ...user, password: 'no', tls }))).rejects.toThrow(/WRONGPASS/)
    })
  })

  it('is named without its password, in an error and in the redis-cli line', async () => {
    const redisUrl = `rediss://bankrun:wr0ng@localhost:${port}`
    const opening = openEngine({ redisUrl, env: { PATH: '', REDIS_CA: ca }, probe })
    await expect(opening).rejects.toThrow(
      `The Redis at rediss://bankrun:***@localhost:${port} (--redis) refuses us: WRONGPASS`,
    )
    const env = { PATH: '', REDIS_USERNAME: 'bankrun', REDIS_PASSWORD: 's3cret', REDIS_CA: ca }
    const engine = await openEngine({ redisUrl: `redis://localhost:${port}`, env, probe })
    expect(engine.cli).toBe(`redis-cli -h localhost -p ${port} --user bankrun --askpass --tls --cacert ${ca}`)
  })

  it.each(ClientKind.options)('needs no more rights than the documentation says: %s', async (client) => {
    await admin.call('ACL', 'LOG', 'RESET')
    const server = await start('with')
    const health = await (await fetch(`http://127.0.0.1:${server.port}/healthz`)).json()
    expect(health).toMatchObject({ ok: true, doorbell: 'on' })
    for (const strategy of [
      'naive',
      'watch',
      'watch-shared',
      'lua',
      'incrby',
      'fenced-lock',
      'lock-unowned',
    ]) {
      const room = await openRoom(server.port, { strategy, client, thinkMs: 0, jitterMs: 0 })
      const ana = await room.join('ana')
      expect((await ana.settled(ana.fire(50))).receipt.outcome).toBe('applied')
      await ana.account(({ version }) => version === 1)
      room.close()
    }
    await server.close()
    expect(server.logged).toEqual([])
    expect(await admin.call('ACL', 'LOG')).toEqual([])
  })

  it('is polled by a server without a right to channels, and /healthz says so', async () => {
    const server = await start('without')
    const health = await (await fetch(`http://127.0.0.1:${server.port}/healthz`)).json()
    expect(health).toMatchObject({ ok: true, redis: 'up', doorbell: 'off' })
    const room = await openRoom(server.port, { strategy: 'watch', thinkMs: 0, jitterMs: 0 })
    const [ana, bob] = [await room.join('ana'), await room.join('bob')]
    expect((await ana.settled(ana.fire(50))).receipt.outcome).toBe('applied')
    await bob.account(({ version, actual }) => version === 1 && actual === 150)
    await room.host.next('frame', ({ players }) => players?.length === 2)
    expect(server.logged).toEqual([])
    room.close()
    await server.close()
  })
})
