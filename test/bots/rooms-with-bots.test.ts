import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { takeBots } from '../../server/bots/bot-runs.ts'
import { leaveRooms, reportRooms, reserveBots } from '../../server/bots/rooms-with-bots.ts'
import type { Engine } from '../../server/engine/engine.ts'
import { connect } from '../../server/redis/connect.ts'
import { NODE_KEYS, roomKeys } from '../../server/redis/keys.ts'
import type { Wire } from '../../server/redis/wire.ts'
import { PACE } from '../../shared/pace.ts'
import { distinctEngines, openTestEngine } from '../support/engines.ts'

describe.each(distinctEngines)('the nodes agree about bots on %s', (kind) => {
  let engine: Engine
  let wire: Wire
  beforeAll(async () => {
    engine = await openTestEngine(kind)
    wire = await connect('ioredis', engine.url)
  })
  beforeEach(async () => {
    await wire.command(['DEL', NODE_KEYS.bots, roomKeys('ABCD').botRuns])
  })
  afterAll(async () => {
    await wire.close()
    await engine.close()
  })

  const rooms = (all: Record<string, number>) => new Map(Object.entries(all))
  const bots = ['b1', 'b2', 'b3', 'b4', 'b5']
  const take = async (id: string, { epoch = 1, progress = {}, leaves = false, from = bots } = {}) => {
    const done = new Map(Object.entries(progress as Record<string, { epoch: number; n: number }>))
    const node = { id, name: id.toUpperCase() }
    return takeBots(wire, { code: 'ABCD', node, epoch, bots: from, progress: done, leaves })
  }
  const own = async (...args: Parameters<typeof take>) => [...(await take(...args)).own.keys()].sort()

  it('every node learns which rooms have bots and a page, and a room without a page is over', async () => {
    expect(await reportRooms(wire, 'a', rooms({ ABCD: 5 }))).toEqual(rooms({ ABCD: 5 }))
    expect(await reportRooms(wire, 'b', rooms({}))).toEqual(rooms({ ABCD: 5 }))
    await reportRooms(wire, 'b', rooms({ ABCD: 5, WXYZ: 1 }))
    expect(await reportRooms(wire, 'a', rooms({}))).toEqual(rooms({ ABCD: 5, WXYZ: 1 }))
    await leaveRooms(wire, 'b')
    expect(await reportRooms(wire, 'a', rooms({}))).toEqual(rooms({}))
  })

  it('a room gets no bots beyond those of all nodes together, and the rest when others need them no more', async () => {
    await reportRooms(wire, 'a', rooms({ ABCD: PACE.bots - 10 }))
    await expect(reserveBots(wire, 'a', 'WXYZ', 11)).rejects.toMatchObject({ code: 'bots-used-up' })
    await reserveBots(wire, 'a', 'WXYZ', 10)
    expect(await reportRooms(wire, 'a', rooms({ ABCD: PACE.bots - 10, WXYZ: 30 }))).toEqual(
      rooms({ ABCD: PACE.bots - 10, WXYZ: 10 }),
    )
    // A second node brings as many again.
    await reportRooms(wire, 'b', rooms({}))
    await reserveBots(wire, 'a', 'WXYZ', PACE.bots + 10)
    await expect(reserveBots(wire, 'a', 'WXYZ', PACE.bots + 11)).rejects.toMatchObject({
      code: 'bots-used-up',
    })
    await reserveBots(wire, 'a', 'WXYZ', 0)
  })

  it('what is no report is deleted', async () => {
    await wire.command(['HSET', NODE_KEYS.bots, 'room:ABCD', '{', 'node:x', 'y', 'rubbish', 'z'])
    expect(await reportRooms(wire, 'a', rooms({}))).toEqual(rooms({}))
    expect(await wire.command(['HKEYS', NODE_KEYS.bots])).toEqual(['node:a'])
  })

  it('each bot is run by one node, and each node runs its share', async () => {
    expect(await own('a')).toEqual(bots)
    expect(await own('b')).toEqual([])
    expect(await own('a')).toEqual(['b1', 'b2', 'b3'])
    expect(await own('b')).toEqual(['b4', 'b5'])
    const { nodes } = await take('b')
    expect([...nodes.values()]).toEqual(['A', 'A', 'A', 'B', 'B'])
  })

  it('another node goes on where one has stopped, from the number that it has reported', async () => {
    await take('a')
    await take('a', { progress: { b1: { epoch: 1, n: 7 } } })
    await take('a', { progress: { b1: { epoch: 1, n: 9 }, b2: { epoch: 1, n: 3 } }, leaves: true })
    const { own } = await take('b')
    expect(own.get('b1')).toEqual({ epoch: 1, n: 9 })
    expect(own.get('b2')).toEqual({ epoch: 1, n: 3 })
    expect((await take('b', { epoch: 2 })).own.get('b1')).toEqual({ epoch: 2, n: 0 })
    // A node that does not know the new epoch yet is told of it.
    expect((await take('b', { epoch: 1 })).own.get('b1')).toEqual({ epoch: 2, n: 0 })
  })

  it('a bot that leaves and comes back goes on from its own number', async () => {
    await take('a')
    await take('a', { progress: { b5: { epoch: 1, n: 4 } }, from: bots.slice(0, 4) })
    expect((await take('a')).own.get('b5')).toEqual({ epoch: 1, n: 4 })
  })

  it('the bots of a node that is silent are taken within seconds', async () => {
    await take('a')
    await expect.poll(() => own('b'), { interval: 200 }).toEqual(bots)
  })
})
