import { nanoid } from 'nanoid'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Player } from '../../shared/protocol.ts'
import { isProving } from '../support/engines.ts'
import { TestClient } from '../support/player.ts'
import { startServer } from '../support/server.ts'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'

type Seated = TestClient & { id: string; secret: string; node: string }

// Many processes start here, perhaps while other tests start more.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

describe('three nodes behind one port', () => {
  let running: ServerProcess
  const clients: TestClient[] = []
  beforeAll(async () => {
    running = await startServerProcess('--nodes', '3', '--allow-chaos')
  })
  afterEach(() => {
    for (const client of clients.splice(0)) client.close()
  })
  afterAll(() => running?.stop())

  const open = async (port = running.port): Promise<TestClient> => {
    const client = await TestClient.connect(port)
    clients.push(client)
    return client
  }
  const room = async (): Promise<{ code: string; host: TestClient }> => {
    const host = await open()
    host.send({ type: 'create' })
    const { code, hostToken } = await host.next('created')
    await host.enter(code, { kind: 'screen' }, hostToken)
    return { code, host }
  }
  const join = async (code: string, nickname: string, port = running.port): Promise<Seated> => {
    const client = await open(port)
    const { node } = await client.next('greeted')
    const { you } = await client.enter(code, { kind: 'new', nickname })
    return Object.assign(client, { id: you?.player ?? '', secret: you?.secret ?? '', node })
  }
  /** Resolves when the players, or the nodes, that the client was last told fit. */
  const told = <K extends 'players' | 'nodes'>(
    client: TestClient,
    what: K,
    fits: (value: K extends 'players' ? Player[] : string[]) => boolean,
  ): Promise<unknown> =>
    client.until(() => {
      const last = client.log.findLast(
        (message) => message.type === 'snapshot' || (message.type === 'frame' && message[what] !== undefined),
      )
      const value = last && what in last ? last[what as keyof typeof last] : undefined
      return value !== undefined && fits(value as never)
    }, what)
  const names = async (): Promise<string[]> => {
    const health = await fetch(`http://127.0.0.1:${running.port}/healthz`)
    return ((await health.json()) as { nodes: string[] }).nodes
  }

  it('are named once in the start banner, and the health check names the same nodes and engine', async () => {
    expect(running.output().match(/nodes {2}A, B, C /g)).toHaveLength(1)
    const engine = /engine {2}(.*)/.exec(running.output())?.[1]
    const answer = await fetch(`http://127.0.0.1:${running.port}/healthz`)
    const health = (await answer.json()) as {
      node: string
      nodes: string[]
      engine: { name: string; kind: string }
    }
    expect(health).toMatchObject({ ok: true, nodes: ['A', 'B', 'C'], engine: { name: engine } })
    expect(health.engine.kind).not.toBe('external')
    expect(health.nodes).toContain(health.node)
  })

  it('share twelve players, and each player sees the node of every player', async () => {
    const { code } = await room()
    const players = await Promise.all(Array.from({ length: 12 }, (_, i) => join(code, `p${i}`)))
    expect(new Set(players.map(({ node }) => node)).size).toBe(3)
    for (const watching of players) {
      await told(watching, 'players', (all) =>
        players.every(({ id, node }) =>
          all.some((one) => one.id === id && one.state === 'here' && one.node === node),
        ),
      )
    }
  })

  it('lose an update with local-mutex across two nodes, and none on one node', async () => {
    const { code, host } = await room()
    const strategy = { strategy: 'local-mutex', thinkMs: 600, jitterMs: 0 }
    host.send({ type: 'configure', ...strategy })
    const players = await Promise.all(Array.from({ length: 7 }, (_, i) => join(code, `p${i}`)))
    for (const player of players) {
      const known = (message: { settings?: object | undefined }) =>
        message.settings !== undefined &&
        'strategy' in message.settings &&
        message.settings.strategy === 'local-mutex'
      await player.until(
        () =>
          player.log.some(
            (message) => (message.type === 'frame' || message.type === 'snapshot') && known(message),
          ),
        'the strategy',
      )
    }
    const [ana] = players as [Seated]
    const beside = players.find(({ id, node }) => id !== ana.id && node === ana.node) as Seated
    const elsewhere = players.find(({ node }) => node !== ana.node) as Seated
    /** Fires both at once: the second reads in the 600 ms before the first writes, unless the mutex makes it wait. */
    const both = async (other: Seated) => {
      const fired = [ana.settled(ana.fire(50)), other.settled(other.fire(-150))]
      return (await Promise.all(fired)).map(({ receipt }) => {
        if (receipt.outcome !== 'applied') throw new Error(receipt.outcome)
        return receipt.entry
      })
    }
    const same = await both(beside)
    expect(same.map(({ node }) => node)).toEqual([ana.node, ana.node])
    expect(same.map(({ version, parent }) => version - parent)).toEqual([1, 1])
    await host.account(({ version, actual, expected }) => version === 2 && actual === 0 && expected === 0)

    const across = await both(elsewhere)
    expect(across.map(({ node }) => node)).toEqual([ana.node, elsewhere.node])
    expect(across.map(({ parent }) => parent)).toEqual([2, 2])
    const last = across.find(({ version }) => version === 4)
    const account = await host.account(({ version }) => version === 4)
    expect(account).toMatchObject({ actual: last?.amount, expected: -100 })
    expect(account.lostDeposits.count + account.lostWithdrawals.count).toBe(1)
  })

  it('take the rights of a host away from all its connections, on whatever node they are', async () => {
    const { code, host } = await room()
    const kim = await join(code, 'Ms Kim')
    const asked = { request: nanoid(), secret: nanoid(24) }
    kim.send({ type: 'request-host', ...asked })
    await host.next('host-requests')
    host.send({ type: 'answer-request', request: asked.request, granted: true })
    await kim.next('hosting', (message) => message.host)
    const screens = await Promise.all(Array.from({ length: 5 }, () => open()))
    for (const one of screens)
      expect((await one.enter(code, { kind: 'screen' }, asked.secret)).host).toBe(true)
    const nodes = await Promise.all([kim, ...screens].map((one) => one.next('greeted')))
    expect(new Set(nodes.map(({ node }) => node)).size).toBe(3)
    const { hosts } = await host.next('hosts', (message) => message.hosts.length === 2)
    host.send({ type: 'revoke-host', host: hosts[1]?.host ?? '' })
    for (const one of [kim, ...screens]) {
      await one.next('hosting', (message) => !message.host)
      one.send({ type: 'reset', opening: 7 })
      expect(await one.error('reset')).toBe('host-revoked')
    }
  })

  it('share a room with a lone node on the same Redis, which has another name', async () => {
    const { code } = await room()
    const ana = await join(code, 'ana')
    const lone = await startServer('external', running.redisUrl)
    const bob = await join(code, 'bob', lone.port)
    expect(['A', 'B', 'C']).not.toContain(bob.node)
    for (const watching of [ana, bob]) {
      await told(watching, 'nodes', (all) => all.includes(bob.node) && all.includes(ana.node))
      await told(
        watching,
        'players',
        (all) => all.every(({ node }) => node !== undefined) && all.length === 2,
      )
    }
    const tx = bob.fire(50)
    await bob.settled(tx)
    await ana.account(({ applied }) => applied === 1)
    // The lone node does not allow chaos, so its hosts may kill no node.
    const host = await open(lone.port)
    host.send({ type: 'create' })
    const { code: other, hostToken } = await host.next('created')
    await host.enter(other, { kind: 'screen' }, hostToken)
    host.send({ type: 'kill-node', node: ana.node })
    expect(await host.error('kill-node')).toBe('chaos-not-allowed')
    await lone.close()
    await told(ana, 'nodes', (all) => !all.includes(bob.node))
    await told(ana, 'players', (all) => all.some(({ id, state }) => id === bob.id && state === 'away'))
  })

  // It takes these ten seconds: `npm test` has it within one process, in test/room/presence.test.ts.
  const onlyProven = isProving ? it : () => {}
  onlyProven('show the players of a crashed lone node as away within ten seconds', async () => {
    const { code, host } = await room()
    const lone = await startServerProcess('--redis', running.redisUrl)
    const ana = await join(code, 'ana', lone.port)
    await told(host, 'players', (all) => all.some(({ node }) => node === ana.node))
    lone.kill('SIGKILL')
    const at = Date.now()
    await told(host, 'players', (all) => all.every(({ state }) => state === 'away'))
    expect(Date.now() - at).toBeLessThan(10_000)
    await told(host, 'nodes', (all) => !all.includes(ana.node))
  })

  it('can be killed only by a host; clients see a node go within three seconds, and another replace it', async () => {
    const { code, host } = await room()
    expect((await host.next('greeted')).chaos).toBe(true)
    const players = await Promise.all(Array.from({ length: 6 }, (_, i) => join(code, `p${i}`)))
    const { node: mine } = await host.next('greeted')
    const victim = players.find(({ node }) => node !== mine) as Seated
    const [player] = players as [Seated]
    player.send({ type: 'kill-node', node: victim.node })
    expect(await player.error('kill-node')).toBe('not-host')
    host.send({ type: 'kill-node', node: 'Q9' })
    expect(await host.error('kill-node')).toBe('unknown-node')
    const before = await names()
    const at = Date.now()
    host.send({ type: 'kill-node', node: victim.node })
    await victim.until(() => victim.closed, 'the end').catch(() => {})
    expect(victim.closed?.code).toBe(1006)
    const survivors = players.filter(({ node }) => node !== victim.node)
    for (const watching of [host, ...survivors]) {
      await told(watching, 'nodes', (all) => !all.includes(victim.node))
      await told(watching, 'players', (all) =>
        players.every(({ id, node }) =>
          all.some((one) => one.id === id && (one.state === 'here') === (node !== victim.node)),
        ),
      )
    }
    const known = Date.now() - at
    await told(host, 'nodes', (all) => all.length === 3 && !all.includes(victim.node))
    const after = await names()
    expect(after.filter((name) => !before.includes(name))).toHaveLength(1)
    expect(known).toBeLessThan(3000)
    expect(
      await running.prints(new RegExp(`Node ${victim.node} was ended by SIGKILL. Node (\\w+) has taken`)),
    ).toBeTruthy()
  })
})
