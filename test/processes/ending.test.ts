import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { TestClient } from '../support/player.ts'
import { allGone, type HouseProcess, runHouse, startHouse } from '../support/server-process.ts'

// Many processes start here, perhaps beside those of other tests.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

describe('a server of several nodes', () => {
  const started: HouseProcess[] = []
  const start = async (nodes = 2): Promise<HouseProcess> => {
    const house = await startHouse('--nodes', String(nodes))
    started.push(house)
    return house
  }
  afterEach(() => Promise.all(started.splice(0).map((house) => house.stop())))

  it('ends whole on Ctrl-C: everybody is told, all outcomes are known, no process is left', async () => {
    const house = await start(3)
    const family = house.family().map(({ pid }) => pid)
    expect(house.workers()).toHaveLength(3)
    const clients = await Promise.all(Array.from({ length: 6 }, () => TestClient.connect(house.port)))
    const [host] = clients as [TestClient]
    host.send({ type: 'create' })
    const { code } = await host.next('created')
    const entered = await Promise.all(
      clients.map((client, i) => client.enter(code, { kind: 'new', nickname: `p${i}` })),
    )
    expect(entered).toHaveLength(6)
    const fired = clients.map((client) => client.fire(50))
    await host.next('frame', ({ steps }) => steps !== undefined)
    house.interrupt()
    for (const [i, client] of clients.entries()) {
      const { receipt } = await client.settled(fired[i] as string)
      expect(receipt).toMatchObject({ outcome: 'failed', why: 'server-stopping' })
      expect((await client.next('ended')).reason).toBe('server-stopping')
    }
    expect(await house.ended).toEqual({ code: 0, signal: null })
    await allGone(family)
  })

  it('leaves no process when its first one is killed', async () => {
    const house = await start()
    const family = house.family().map(({ pid }) => pid)
    expect(family.length).toBeGreaterThanOrEqual(3)
    house.kill('SIGKILL')
    expect(await house.ended).toEqual({ code: null, signal: 'SIGKILL' })
    await allGone(family)
  })

  it('leaves nobody waiting for a node that hung and was killed', async () => {
    const house = await start()
    const [hanging = 0] = house.workers()
    process.kill(hanging, 'SIGSTOP')
    const clients = Array.from({ length: 8 }, () => new TestClient(house.port))
    const answered = (client: TestClient) => client.next('greeted')
    // Those on the other one are there; the rest wait.
    await expect.poll(() => clients.filter(({ log }) => log.length > 0).length).toBe(4)
    process.kill(hanging, 'SIGKILL')
    const how = await Promise.allSettled(clients.map(answered))
    expect(how.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(4)
    for (const client of clients) client.close()
  })

  it('does not start on a port that is taken, says so, and leaves nothing', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const { port } = taken.address() as AddressInfo
    const house = runHouse('--nodes', '2', '--port', String(port))
    expect(await house.ended).toEqual({ code: 1, signal: null })
    expect(house.output()).toContain(`Port ${port} is taken.`)
    taken.close()
  })

  it('refuses chaos for a lone node, and a number of nodes that is none', async () => {
    const alone = runHouse('--allow-chaos')
    expect((await alone.ended).code).toBe(2)
    expect(alone.output()).toContain('--allow-chaos needs --nodes 2 or more')
    for (const nodes of ['0', '9', 'many']) {
      const house = runHouse('--nodes', nodes)
      expect((await house.ended).code).toBe(2)
      expect(house.output()).toContain('1 to 8')
    }
  })
})
