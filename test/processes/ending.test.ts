import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { TestClient } from '../support/player.ts'
import {
  allGone,
  runServerProcess,
  type ServerProcess,
  startServerProcess,
} from '../support/server-process.ts'

// Many processes start here, perhaps while other tests start more.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

describe('a server of several nodes', () => {
  const started: ServerProcess[] = []
  const start = async (nodes = 2): Promise<ServerProcess> => {
    const running = await startServerProcess('--nodes', String(nodes))
    started.push(running)
    return running
  }
  afterEach(() => Promise.all(started.splice(0).map((running) => running.stop())))

  it('settles every transaction, tells every client that it stops, and leaves no process on Ctrl-C', async () => {
    const running = await start(3)
    const family = running.family().map(({ pid }) => pid)
    expect(running.workers()).toHaveLength(3)
    const clients = await Promise.all(Array.from({ length: 6 }, () => TestClient.connect(running.port)))
    const [host] = clients as [TestClient]
    host.send({ type: 'create' })
    const { code } = await host.next('created')
    const entered = await Promise.all(
      clients.map((client, i) => client.enter(code, { kind: 'new', nickname: `p${i}` })),
    )
    expect(entered).toHaveLength(6)
    const fired = clients.map((client) => client.fire(50))
    await host.next('frame', ({ steps }) => steps !== undefined)
    running.interrupt()
    for (const [i, client] of clients.entries()) {
      const { receipt } = await client.settled(fired[i] as string)
      expect(receipt).toMatchObject({ outcome: 'failed', why: 'server-stopping' })
      expect((await client.next('ended')).reason).toBe('server-stopping')
    }
    expect(await running.ended).toEqual({ code: 0, signal: null })
    await allGone(family)
  })

  it('leaves no process when its first process is killed', async () => {
    const running = await start()
    const family = running.family().map(({ pid }) => pid)
    expect(family.length).toBeGreaterThanOrEqual(3)
    running.kill('SIGKILL')
    expect(await running.ended).toEqual({ code: null, signal: 'SIGKILL' })
    await allGone(family)
  })

  it('greets or disconnects every client that waits for a hung node, once that node is killed', async () => {
    const running = await start()
    const [hanging = 0] = running.workers()
    process.kill(hanging, 'SIGSTOP')
    const clients = Array.from({ length: 8 }, () => new TestClient(running.port))
    const answered = (client: TestClient) => client.next('greeted')
    // The other node has greeted its clients; the rest wait.
    await expect.poll(() => clients.filter(({ log }) => log.length > 0).length).toBe(4)
    process.kill(hanging, 'SIGKILL')
    const how = await Promise.allSettled(clients.map(answered))
    expect(how.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(4)
    for (const client of clients) client.close()
  })

  it('exits with code 1 and names the port when the port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const { port } = taken.address() as AddressInfo
    const running = runServerProcess('--nodes', '2', '--port', String(port))
    expect(await running.ended).toEqual({ code: 1, signal: null })
    expect(running.output()).toContain(`Port ${port} is taken.`)
    taken.close()
  })

  it('exits with code 2 for --allow-chaos with one node, and for --nodes outside 1 to 8', async () => {
    const refused = async (said: string, ...flags: string[]): Promise<void> => {
      const running = runServerProcess(...flags)
      expect((await running.ended).code).toBe(2)
      expect(running.output()).toContain(said)
    }
    await Promise.all([
      refused('--allow-chaos needs --nodes 2 or more', '--allow-chaos'),
      ...['0', '9', 'many'].map((nodes) => refused('1 to 8', '--nodes', nodes)),
    ])
  })
})
