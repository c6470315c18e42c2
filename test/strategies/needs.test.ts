import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { needText } from '../../server/account/needs.ts'
import { connect } from '../../server/redis/connect.ts'
import { configureRoom } from '../../server/room/room-store.ts'
import { ERRORS } from '../../shared/errors.ts'
import { newerServers, openNewer } from '../support/newer-servers.ts'
import { makeFolder, type TestFolder } from '../support/own-strategies.ts'
import type { TestClient } from '../support/player.ts'
import { openRoom, startServer, type TestRoom, type TestServer } from '../support/server.ts'

const SENTENCE = needText('set-ifeq')
const MESSAGE = `${ERRORS['redis-lacks-command'].message} ${SENTENCE}`
const OWN = `export default {
  title: 'GET, SET IFEQ',
  needs: 'set-ifeq',
  async update(account, { amount }) {
    const seen = await account.get()
    return account.setIfEq(seen.balance + amount, seen)
  },
}`

const cardOf = async (client: TestClient, id: string) =>
  (await client.next('greeted')).strategies.find((card) => card.id === id)

describe('on a Redis without SET IFEQ', () => {
  let folder: TestFolder
  let server: TestServer
  let room: TestRoom
  beforeAll(async () => {
    const loves = OWN.replace("'set-ifeq'", "'love'")
    folder = await makeFolder({ 'my-ifeq.ts': OWN, 'my-love.ts': loves })
    // The embedded engine has no SET … IFEQ, whatever server is on the PATH.
    server = await startServer('embedded', undefined, { strategies: folder.path })
    room = await openRoom(server.port, { thinkMs: 0, jitterMs: 0 })
  })
  afterAll(async () => {
    room.close()
    await server.close()
    await folder.clear()
  })
  const get = (path: string) => fetch(`http://127.0.0.1:${server.port}${path}`)

  it.each(['set-ifeq', 'my-ifeq'])('the card of %s says which servers have the command', async (id) => {
    expect(await cardOf(room.host, id)).toMatchObject({ id, needs: SENTENCE })
    expect((await cardOf(room.host, 'watch'))?.needs).toBeUndefined()
  })

  it('the card of a participant’s strategy with an unknown need lists the known needs', async () => {
    expect((await cardOf(room.host, 'my-love'))?.problem).toMatch(
      /^my-love\.ts: needs is "love": .*'set-ifeq'/,
    )
  })

  it('a room cannot choose set-ifeq, and keeps its strategy', async () => {
    room.host.send({ type: 'configure', strategy: 'set-ifeq' })
    expect(await room.host.next('error')).toMatchObject({ code: 'redis-lacks-command', message: MESSAGE })
    expect(ERRORS['redis-lacks-command'].definite).toBe(true)
    const ana = await room.join('ana')
    expect((await ana.settled(ana.fire(50))).receipt.outcome).toBe('applied')
  })

  it('a room that chose set-ifeq on another Redis books nothing, and tells its players why', async () => {
    const moved = await openRoom(server.port)
    const wire = await connect('ioredis', server.engine.endpoint)
    const bob = await moved.join('bob')
    await configureRoom(wire, moved.code, { strategy: 'set-ifeq' })
    await bob.next('frame', ({ settings }) => settings?.strategy === 'set-ifeq')
    const tx = bob.fire(50)
    const refused = await bob.next('error', (message) => message.tx === tx)
    expect(refused).toMatchObject({ code: 'redis-lacks-command', message: MESSAGE })
    await wire.close()
    moved.close()
  })

  it.each(['explore', 'explore/schedule'])('/api/%s answers 409 with the reason', async (path) => {
    const answer = await get(`/api/${path}?strategy=set-ifeq`)
    expect(answer.status).toBe(409)
    expect(await answer.json()).toEqual({ code: 'redis-lacks-command', message: MESSAGE })
  })
})

describe.each(newerServers.filter(({ hasIfEq }) => hasIfEq))('on $name', (newer) => {
  it('two players book with set-ifeq, and nothing is lost', async () => {
    const engine = await openNewer(newer)
    const server = await startServer('external', engine.url)
    const room = await openRoom(server.port)
    expect((await cardOf(room.host, 'set-ifeq'))?.needs).toBeUndefined()
    await room.configure({ strategy: 'set-ifeq', thinkMs: 20, jitterMs: 10 })
    const players = [await room.join('ana'), await room.join('bob')]
    const receipts = await Promise.all(
      players.map(async (player, i) => (await player.settled(player.fire(i ? -150 : 50))).receipt),
    )
    expect(receipts.map(({ outcome }) => outcome)).toEqual(['applied', 'applied'])
    await room.host.account(
      ({ version, expected, actual }) => version === 2 && expected === 0 && actual === 0,
    )
    room.close()
    await server.close()
    await engine.close()
  })
})
