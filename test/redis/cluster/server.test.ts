import { setTimeout as pause } from 'node:timers/promises'
import { nanoid } from 'nanoid'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { slotOf } from '../../../server/redis/cluster/key-slot.ts'
import { connect } from '../../../server/redis/connect.ts'
import { roomKeys } from '../../../server/redis/keys.ts'
import type { Wire } from '../../../server/redis/wire.ts'
import { ClientKind } from '../../../shared/protocol.ts'
import { booksOf, seenBy } from '../../support/audit.ts'
import { inPhase, led, recordOf } from '../../support/classroom.ts'
import { type ClusterNode, TestCluster } from '../../support/cluster.ts'
import { redisServerPath } from '../../support/machine.ts'
import { TestClient } from '../../support/player.ts'
import { openRoom, startServer, type TestRoom, type TestServer } from '../../support/server.ts'

const QUICK = { thinkMs: 0, jitterMs: 0 }

describe.skipIf(!redisServerPath && !process.env.CI)('two servers on a cluster', () => {
  let cluster: TestCluster
  let server: TestServer
  let other: TestServer
  let direct: Wire
  const opened: { close(): void }[] = []

  beforeAll(async () => {
    cluster = await TestCluster.open()
    direct = await connect('ioredis', cluster.endpoint)
    server = await startServer('external', undefined, { redisCluster: cluster.servers })
    // The address of one server of a cluster is enough.
    other = await startServer('external', cluster.nodes[1]?.proxy.url)
  })
  afterEach(() => {
    for (const one of opened.splice(0)) one.close()
  })
  afterAll(async () => {
    await server?.close()
    await other?.close()
    await direct?.close()
    await cluster?.close()
  })

  async function room(settings = {}): Promise<TestRoom> {
    const made = await openRoom(server.port, settings)
    opened.push(made)
    return made
  }
  async function elsewhere(code: string): Promise<TestClient> {
    const client = await TestClient.connect(other.port)
    opened.push(client)
    await client.enter(code, { kind: 'new', nickname: 'bob' })
    return client
  }
  const homeOf = (code: string): Promise<ClusterNode> => cluster.ownerOf(slotOf(roomKeys(code).room))
  const health = async () =>
    (await (await fetch(`http://127.0.0.1:${server.port}/healthz`)).json()) as { redis: string }

  it('play a round: its question, its account and its record', async () => {
    const { code, host } = await room()
    const bob = await elsewhere(code)
    const settings = { ...QUICK, strategy: 'watch' }
    const ends = { kind: 'each', transactions: 1 } as const
    await led(host, 'lobby', 'lobby', { round: { settings, ends, guess: true } })
    const { number } = await led(host, 'next', 'question')
    await inPhase(bob, 'question')
    bob.send({ type: 'answer', number, balance: 150 })
    await inPhase(host, 'countdown')
    await led(host, 'next', 'running')
    await inPhase(bob, 'running')
    await bob.settled(bob.fire(50, 2))
    const record = await recordOf(host, 1)
    expect(record).toMatchObject({ applied: 1, actual: 150, answers: { first: { 150: 1 } } })
    expect(await recordOf(bob, 1)).toEqual(record)
  })

  it('name the cluster they are on', async () => {
    const name = expect.stringMatching(/^(Redis|Valkey) [\d.]+, cluster of 3 primaries$/)
    for (const { engine } of [server, other]) expect(engine).toMatchObject({ kind: 'external', name })
    expect(server.engine.cli).toMatch(/^redis-cli -h 127\.0\.0\.1 -p \d+ -c$/)
    expect(await health()).toMatchObject({ ok: true, redis: 'up', doorbell: 'on', engine: { name } })
  })

  it('have rooms on all primaries, and each server shows the writes of the other', async () => {
    const homes = new Set<ClusterNode>()
    while (homes.size < 3) {
      const made = await room({ strategy: 'watch', ...QUICK })
      homes.add(await homeOf(made.code))
      const ana = await made.join('ana')
      const bob = await elsewhere(made.code)
      const fired = [ana.fire(50), bob.fire(-30)]
      expect((await ana.settled(fired[0] as string)).receipt.outcome).toBe('applied')
      expect((await bob.settled(fired[1] as string)).receipt.outcome).toBe('applied')
      for (const player of [ana, bob])
        expect(await player.account(({ version }) => version === 2)).toMatchObject({ actual: 120 })
    }
  })

  it.each(ClientKind.options)(
    'keep a room going while its slot moves, with %s: all is booked once, and all is seen',
    async (client) => {
      const made = await room({ strategy: 'lua', client, ...QUICK })
      const ana = await made.join('ana')
      const bob = await elsewhere(made.code)
      const home = await homeOf(made.code)
      let [fired, stop] = [0, false]
      const play = async (player: TestClient): Promise<void> => {
        for (; !stop; fired++) await player.settled(player.fire(1))
      }
      const played = async (more: number): Promise<void> => {
        const enough = fired + more
        await ana.until(() => fired >= enough, 'enough transactions')
      }
      const playing = Promise.all([play(ana), play(bob)])
      await played(10)
      await cluster.migrate(slotOf(roomKeys(made.code).room), await cluster.otherThan(home), () => pause(50))
      await played(10)
      stop = true
      await playing
      const { ledger, balance } = await booksOf(direct, made.code)
      expect(ledger.totals.applied).toBe(fired)
      expect(balance).toBe(100 + fired)
      // Only the channel carries steps, so a player who sees one listens where the room is now.
      await made.configure({ thinkMs: 300 })
      for (const player of [ana, bob]) {
        await player.account(({ version }) => version === ledger.totals.version)
        expect(seenBy(player.log).account).toMatchObject({ actual: balance })
        // Steps are published at most once, and one is missed while the subscription moves: the next one is seen.
        const seesStep = async (): Promise<boolean> => {
          const tx = ana.fire(1, 1, nanoid())
          await ana.settled(tx)
          return player.log.some(
            (message) => message.type === 'frame' && message.steps?.some((step) => step.tx === tx),
          )
        }
        await expect.poll(seesStep).toBe(true)
      }
    },
  )

  it('close the rooms of a primary that is down, and no others', async () => {
    const near = await room({ strategy: 'incrby', ...QUICK })
    const home = await homeOf(near.code)
    let far = await room({ strategy: 'incrby', ...QUICK })
    while ((await homeOf(far.code)) === home) far = await room({ strategy: 'incrby', ...QUICK })
    const [ana, bob] = [await near.join('ana'), await far.join('bob')]
    await home.proxy.away()
    await expect.poll(async () => (await health()).redis).toBe('partly up')
    const refused = ana.fire(1)
    expect((await ana.next('error', ({ tx }) => tx === refused)).code).toBe('bank-closed')
    expect((await bob.settled(bob.fire(1))).receipt.outcome).toBe('applied')
    await home.proxy.listen()
    await expect.poll(async () => (await health()).redis, { timeout: 5000 }).toBe('up')
    expect((await ana.settled(ana.fire(1))).receipt.outcome).toBe('applied')
  })
})
