import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { LIMITS } from '../../shared/limits.ts'
import { unpack } from '../../shared/packed-entry.ts'
import { TestClient } from '../support/player.ts'
import { openRoom, startServer, type TestRoom, type TestServer } from '../support/server.ts'

describe('a player who comes back', () => {
  let server: TestServer
  let room: TestRoom
  let ana: Awaited<ReturnType<TestRoom['join']>>
  beforeAll(async () => {
    server = await startServer('embedded')
  })
  afterEach(() => {
    room.close()
    expect(server.logged).toEqual([])
  })
  afterAll(() => server.close())

  const back = async (): Promise<TestClient> => {
    const client = await TestClient.connect(server.port)
    await client.enter(room.code, { kind: 'resume', player: ana.id, secret: ana.secret })
    return client
  }
  const fireAll = async (player: TestClient, many: number): Promise<void> => {
    for (let left = many; left > 0; left -= LIMITS.inFlight) {
      const batch = Array.from({ length: Math.min(left, LIMITS.inFlight) }, () => player.fire(1))
      await Promise.all(batch.map((tx) => player.settled(tx)))
    }
  }

  it('is told what became of their own writes before the snapshot, even of writes older than it', async () => {
    room = await openRoom(server.port, { thinkMs: 300, jitterMs: 0 })
    ana = await room.join('ana')
    const bob = await room.join('bob')
    const [mine, his] = [ana.fire(50), bob.fire(-150)]
    const first = [await ana.settled(mine), await bob.settled(his)]
    await room.configure({ strategy: 'incrby', thinkMs: 0 })
    const kept = await ana.settled(ana.fire(7))
    const others = await Promise.all(Array.from({ length: 6 }, (_, i) => room.join(`player ${i}`)))
    await Promise.all(others.map((other) => fireAll(other, 75)))

    const client = await back()
    const [entered, snapshot] = [await client.next('entered'), await client.next('snapshot')]
    expect(client.log.indexOf(entered)).toBeLessThan(client.log.indexOf(snapshot))
    expect(snapshot.from).toBeGreaterThan(3)
    expect(entered.epoch).toBe(snapshot.epoch)
    const entryOf = ({ receipt }: (typeof first)[number]) => 'entry' in receipt && receipt.entry
    const [written, overwriting] = first.map(entryOf)
    const lost = written && written.version === 1
    expect(entered.history).toEqual([
      { entry: written, state: lost ? 'lost' : 'live', lostBy: lost ? overwriting : null },
      { entry: entryOf(kept), state: 'live', lostBy: null },
    ])
    client.close()
  })

  it('is told of their newest forty writes, oldest first', async () => {
    room = await openRoom(server.port, { strategy: 'incrby', thinkMs: 0, jitterMs: 0 })
    ana = await room.join('ana')
    await fireAll(ana, 60)
    const client = await back()
    const { history } = await client.next('entered')
    expect(history.map(({ entry }) => entry.version)).toEqual(
      Array.from({ length: LIMITS.history }, (_, i) => 21 + i),
    )
    client.close()
  })

  it('is told of the current account only; new players and screens get no history', async () => {
    room = await openRoom(server.port, { strategy: 'incrby', thinkMs: 0, jitterMs: 0 })
    ana = await room.join('ana')
    await fireAll(ana, 1)
    expect((await (await room.join('new')).next('entered')).history).toEqual([])
    expect((await room.host.next('entered')).history).toEqual([])
    room.host.send({ type: 'reset', opening: 5 })
    await ana.next('snapshot', ({ epoch }) => epoch === 2)
    const client = await back()
    expect(await client.next('entered')).toMatchObject({ epoch: 2, history: [] })
    client.close()
  })

  it('gets the entries of the receipts in frames and snapshot, in less than half the bytes', async () => {
    room = await openRoom(server.port, { strategy: 'watch', thinkMs: 5, jitterMs: 5 })
    ana = await room.join('ana')
    const bob = await room.join('bob')
    const sent = Array.from({ length: 20 }, (_, i) => (i % 2 ? ana : bob)).map((player) =>
      player.settled(player.fire(-3)),
    )
    const receipts = (await Promise.all(sent)).map(({ receipt }) => receipt)
    const entries = receipts
      .flatMap((receipt) => ('entry' in receipt ? [receipt.entry] : []))
      .sort((a, b) => a.version - b.version)
    await room.host.account(({ version }) => version === entries.length)
    const framed = room.host.log.flatMap((message) =>
      message.type === 'frame' ? message.entries.map((packed) => unpack(packed, message.at)) : [],
    )
    expect(framed).toEqual(entries)
    const client = await back()
    const { at, entries: packed } = await client.next('snapshot')
    expect(packed.map((one) => unpack(one, at))).toEqual(entries)
    expect(JSON.stringify(packed).length).toBeLessThan(0.5 * JSON.stringify(entries).length)
    client.close()
  })
})
