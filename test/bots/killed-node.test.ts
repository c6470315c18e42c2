import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Engine } from '../../server/engine/engine.ts'
import { openTestEngine } from '../support/engines.ts'
import { redisServerPath } from '../support/machine.ts'
import { openRoom, type TestRoom } from '../support/server.ts'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { botsOf, entriesOf, untilBots } from './watch-bots.ts'

// Processes start here, perhaps while other tests start more.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

describe.skipIf(!redisServerPath && !process.env.CI)('bots of two server processes on one Redis', () => {
  let engine: Engine
  let stays: ServerProcess
  let other: ServerProcess
  let room: TestRoom
  beforeAll(async () => {
    engine = await openTestEngine('local')
    stays = await startServerProcess('--redis', engine.url)
  })
  afterEach(async () => {
    room.close()
    other.kill('SIGCONT')
    other.kill('SIGKILL')
    await other.ended
  })
  afterAll(async () => {
    await stays?.stop()
    await engine?.close()
  })

  const nodesOfBots = () => new Set(botsOf(room.host).map(({ node }) => node))
  /** Four bots that run on both nodes. */
  const spread = async (): Promise<void> => {
    other = await startServerProcess('--redis', engine.url)
    room = await openRoom(stays.port, { strategy: 'naive', thinkMs: 100, jitterMs: 100 })
    room.host.send({ type: 'set-bots', bots: 4, perSecond: 5 })
    await untilBots(room.host, 4)
    await room.host.until(() => nodesOfBots().size === 2, 'bots on both nodes')
    await room.host.until(
      () => new Set(entriesOf(room.host).map(({ node }) => node)).size === 2,
      'both write',
    )
  }
  /** Bots that have written since the client had so many messages. */
  const writersSince = (from: number) =>
    new Set(
      room.host.log.slice(from).flatMap((one) => (one.type === 'frame' ? one.entries.map((e) => e[3]) : [])),
    )
  const eachOnce = () => {
    const transactions = entriesOf(room.host).map(({ tx }) => tx)
    expect(new Set(transactions).size).toBe(transactions.length)
  }

  it('go on, all of them, within seconds when one of the processes is killed', async () => {
    await spread()
    const killedAt = Date.now()
    other.kill('SIGKILL')
    await other.ended
    await room.host.until(
      () => botsOf(room.host).every(({ node }) => node === botsOf(room.host)[0]?.node),
      'one node',
    )
    expect(Date.now() - killedAt).toBeLessThan(20_000)
    const from = room.host.log.length
    await room.host.until(() => writersSince(from).size === 4, 'writes of all bots')
    eachOnce()
  })

  it('go on, all of them, when one of the processes stops', async () => {
    await spread()
    await other.stop()
    const from = room.host.log.length
    await room.host.until(() => writersSince(from).size === 4, 'writes of all bots')
    eachOnce()
  })

  it('book each transaction once when a frozen process wakes up, whose bots the other one runs by now', async () => {
    await spread()
    other.kill('SIGSTOP')
    await room.host.until(() => nodesOfBots().size === 1, 'one node')
    const from = room.host.log.length
    await room.host.until(() => writersSince(from).size === 4, 'writes of all bots')
    other.kill('SIGCONT')
    await room.host.until(() => nodesOfBots().size === 2, 'both nodes again')
    const later = room.host.log.length
    await room.host.until(() => writersSince(later).size === 4, 'writes of all bots')
    eachOnce()
  })
})
