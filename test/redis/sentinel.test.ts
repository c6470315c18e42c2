import type { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Endpoint } from '../../server/engine/endpoint.ts'
import { openEngine } from '../../server/engine/ladder.ts'
import { connect, probe } from '../../server/redis/connect.ts'
import { NoAnswer, type Wire } from '../../server/redis/wire.ts'
import { ClientKind } from '../../shared/protocol.ts'
import { closedPort } from '../support/closed-port.ts'
import { whenReady } from '../support/cluster.ts'
import { redisServerPath } from '../support/machine.ts'
import { Processes } from '../support/processes.ts'
import { openRoom, startServer } from '../support/server.ts'

const HOST = '127.0.0.1'

describe.skipIf(!redisServerPath && !process.env.CI)('sentinels', () => {
  const processes = new Processes()
  const admins: Redis[] = []
  /** The ports of a master, its replica, and an independent server. */
  let ports: [number, number, number]
  let sentinelPort: number
  let sentinel: Redis
  let nobody: number

  async function start(port: number, ...args: string[]): Promise<Redis> {
    const server = await processes.redis(...args)
    const admin = await whenReady(port, server)
    admins.push(admin)
    return admin
  }
  const master = async (name: string): Promise<number> =>
    Number(((await sentinel.call('SENTINEL', 'GET-MASTER-ADDR-BY-NAME', name)) as string[])[1])

  beforeAll(async () => {
    ports = [await closedPort(), await closedPort(), await closedPort()]
    const plain = (port: number) => [
      '--port',
      String(port),
      '--bind',
      HOST,
      '--save',
      '',
      '--dir',
      processes.folder,
    ]
    const [first, second, third] = ports
    await start(first, ...plain(first), '--repl-diskless-sync-delay', '0')
    const replica = await start(second, ...plain(second), '--replicaof', `${HOST} ${first}`)
    await start(third, ...plain(third))
    while (!String(await replica.info('replication')).includes('master_link_status:up'))
      await new Promise((resolve) => setTimeout(resolve, 20))
    nobody = await closedPort()
    sentinelPort = await closedPort()
    const conf = processes.file(
      'sentinel.conf',
      `port ${sentinelPort}
bind ${HOST}
dir ${processes.folder}
sentinel monitor bank ${HOST} ${first} 1
sentinel down-after-milliseconds bank 1000
sentinel failover-timeout bank 2000
sentinel monitor other ${HOST} ${first} 1
`,
    )
    sentinel = await start(sentinelPort, conf, '--sentinel')
    // The sentinel finds the replica by asking the master.
    while (
      !String(await sentinel.info('sentinel')).includes('name=bank,status=ok') ||
      ((await sentinel.call('SENTINEL', 'REPLICAS', 'bank')) as unknown[]).length === 0
    )
      await new Promise((resolve) => setTimeout(resolve, 20))
  })
  afterAll(async () => {
    for (const admin of admins) admin.disconnect()
    await processes.close()
  })

  const endpoint = (name: string): Endpoint => ({
    kind: 'sentinel',
    // No sentinel listens at the first address.
    sentinels: [nobody, sentinelPort].map((port) => ({ host: HOST, port })),
    master: name,
    access: {},
    sentinelAccess: {},
  })

  it('lead to the master, and the engine names it', async () => {
    const redisSentinel = `${HOST}:${nobody},${HOST}:${sentinelPort}`
    const engine = await openEngine({ redisSentinel, redisMaster: 'bank', env: {}, probe })
    expect(engine.name).toMatch(/^(Redis|Valkey) [\d.]+, master bank of Sentinel$/)
    expect(engine.cli).toBe(`redis-cli -h ${HOST} -p ${ports[0]}`)
    await expect(openEngine({ redisSentinel, redisMaster: 'nobody', env: {}, probe })).rejects.toThrow(
      'the sentinel knows no master named nobody',
    )
    await expect(openEngine({ redisSentinel, env: {}, probe })).rejects.toThrow('--redis-master')
    await expect(openEngine({ redisUrl: `redis://${HOST}:${sentinelPort}`, env: {}, probe })).rejects.toThrow(
      'It is a Sentinel',
    )
  })

  it.each(ClientKind.options)(
    'lead %s to a new master, even when the old one still answers',
    async (client) => {
      const name = 'other'
      const wire = await connect(client, endpoint(name))
      const [before, after] = (await master(name)) === ports[0] ? [0, 2] : [2, 0]
      await wire.command(['SET', client, 'x'])
      expect(await admins[before as 0]?.get(client)).toBe('x')
      const lease = await wire.lease(client)
      await lease.watch([client])
      await sentinel.call('SENTINEL', 'REMOVE', name)
      await sentinel.call('SENTINEL', 'MONITOR', name, HOST, ports[after as 0], 1)
      await expect.poll(() => wire.command(['GET', client]).catch(() => 'away'), { timeout: 5000 }).toBe(null)
      await expect(lease.multi([['SET', client, 'y']])).rejects.toBeInstanceOf(NoAnswer)
      await lease.release()
      expect(await admins[before as 0]?.get(client)).toBe('x')
      await wire.close()
    },
  )

  it.each(ClientKind.options)(
    'lead all connections of %s to a new master, even when only one connection has noticed it',
    async (client) => {
      const name = 'other'
      const wire = await connect(client, endpoint(name))
      const [before, after] = (await master(name)) === ports[0] ? [0, 2] : [2, 0]
      await (await wire.lease(client)).release()
      const line = Number(await wire.command(['CLIENT', 'ID']))
      await sentinel.call('SENTINEL', 'REMOVE', name)
      await sentinel.call('SENTINEL', 'MONITOR', name, HOST, ports[after as 0], 1)
      // The broken shared connection asks the sentinels at once; the idle leased connection is still open.
      await admins[before as 0]?.call('CLIENT', 'KILL', 'ID', line)
      const port = async (connection: Pick<Wire, 'command'>): Promise<string | undefined> =>
        /tcp_port:(\d+)/.exec(String(await connection.command(['INFO', 'server'])))?.[1]
      await expect.poll(() => port(wire).catch(() => 'away')).toBe(String(ports[after as 0]))
      const lease = await wire.lease(client)
      expect(await port(lease)).toBe(String(ports[after as 0]))
      await lease.release()
      await wire.close()
    },
  )

  it('fail over, and a server and both libraries go on with the new master; no command runs twice', async () => {
    const server = await startServer('external', undefined, {
      redisSentinel: `${HOST}:${sentinelPort}`,
      redisMaster: 'bank',
    })
    const rooms = await Promise.all(
      ClientKind.options.map((client) =>
        openRoom(server.port, { strategy: 'incrby', client, thinkMs: 0, jitterMs: 0 }),
      ),
    )
    const players = await Promise.all(rooms.map((room) => room.join('ana')))
    for (const ana of players) expect((await ana.settled(ana.fire(1))).receipt.outcome).toBe('applied')
    const wires = await Promise.all(ClientKind.options.map((client) => connect(client, endpoint('bank'))))
    const told = wires.map(() => ({ done: 0, doubtful: 0 }))
    let over = false
    const counting = wires.map(async (wire, i) => {
      const count = told[i] as (typeof told)[0]
      while (!over) {
        await wire.command(['INCR', `count:${wire.client}`]).then(
          () => {
            count.done += 1
          },
          async (error: unknown) => {
            if (error instanceof NoAnswer) count.doubtful += 1
            await new Promise((resolve) => setTimeout(resolve, 20))
          },
        )
      }
    })
    await sentinel.call('SENTINEL', 'FAILOVER', 'bank')
    await expect.poll(() => master('bank'), { timeout: 10_000 }).toBe(ports[1])
    for (const ana of players)
      await expect
        .poll(
          async () => {
            const tx = ana.fire(1)
            const answer = await Promise.race([
              ana.settled(tx),
              ana.next('error', (error) => error.tx === tx),
            ])
            return answer.type === 'settled' && answer.receipt.outcome
          },
          { timeout: 10_000 },
        )
        .toBe('applied')
    over = true
    await Promise.all(counting)
    for (const [i, wire] of wires.entries()) {
      const { done, doubtful } = told[i] as (typeof told)[0]
      expect(Number(await wire.command(['GET', `count:${wire.client}`]))).toBeLessThanOrEqual(done + doubtful)
      expect(await wire.command(['ROLE'])).toContain('master')
      await wire.close()
    }
    for (const room of rooms) room.close()
    await server.close()
  })
})
