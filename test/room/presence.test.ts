import { describe, expect, it } from 'vitest'
import { connect } from '../../server/redis/connect.ts'
import { roomKeys } from '../../server/redis/keys.ts'
import { createRoom, loadRoom } from '../../server/room/room-store.ts'
import type { Player } from '../../shared/protocol.ts'
import type { TestClient } from '../support/player.ts'
import { TwoServers } from '../support/two-servers.ts'

/** Resolves with the player as the client was last told, once the player fits. */
function player(client: TestClient, id: string, fits: (player: Player) => boolean): Promise<Player> {
  return client.until(() => {
    const told = client.log.findLast(
      (message) => message.type === 'snapshot' || (message.type === 'frame' && message.players !== undefined),
    )
    const found = told && 'players' in told ? told.players?.find((one) => one.id === id) : undefined
    return found && fits(found) ? found : undefined
  }, `player ${id}`)
}
/** Resolves when the server tells the client, from now on, that Redis is up or down. */
async function canListen(client: TestClient, redis: 'up' | 'down'): Promise<void> {
  const from = client.log.length
  const logOnce = setInterval(() => client.send({ type: 'ping', sent: 0 }), 100)
  const told = () => client.log.slice(from).some((one) => one.type === 'pong' && one.redis === redis)
  await client.until(told, `Redis ${redis}`).finally(() => clearInterval(logOnce))
}
const on = (node: string) => (player: Player) => player.state === 'here' && player.node === node
const away = (player: Player) => player.state === 'away' && player.node === undefined

describe('presence across nodes', () => {
  const servers = TwoServers.forTests()
  const names = async () => {
    const [one, two] = [await servers.connect(servers.server), await servers.connect(servers.other)]
    return { here: (await one.next('greeted')).node, there: (await two.next('greeted')).node }
  }

  it('every node shows the node of each player who comes, and shows each player who goes as away', async () => {
    const { here, there } = await names()
    expect([here, there].sort()).toEqual(['A', 'B'])
    const room = await servers.room()
    const screen = await servers.connect(servers.other)
    await screen.enter(room.code, { kind: 'screen' })
    const ana = await servers.join(room, 'ana', servers.server)
    const bob = await servers.join(room, 'bob', servers.other)
    for (const watching of [room.host, screen, ana, bob]) {
      await player(watching, ana.id, on(here))
      await player(watching, bob.id, on(there))
    }
    ana.close()
    for (const watching of [room.host, screen, bob]) await player(watching, ana.id, away)
    bob.close()
    for (const watching of [room.host, screen]) await player(watching, bob.id, away)
  })

  it('the snapshot of a newcomer on another node has the players who are here, with their node', async () => {
    const { here } = await names()
    const room = await servers.room()
    const ana = await servers.join(room, 'ana', servers.server)
    const said = async () => String(await servers.direct.command(['HVALS', roomKeys(room.code).presence]))
    await expect.poll(said).toContain(ana.id)
    const screen = await servers.connect(servers.other)
    await screen.enter(room.code, { kind: 'screen' })
    const { players, nodes } = await screen.next('snapshot')
    expect(players.map(({ node }) => node)).toEqual([here])
    expect(nodes).toEqual(['A', 'B'])
  })

  it('a player on several nodes is shown on the node they connected to last', async () => {
    const { here, there } = await names()
    const room = await servers.room()
    const ana = await servers.join(room, 'ana', servers.server)
    await player(room.host, ana.id, on(here))
    const tab = await servers.connect(servers.other)
    await tab.enter(room.code, { kind: 'resume', player: ana.id, secret: ana.secret })
    for (const watching of [room.host, ana, tab]) await player(watching, ana.id, on(there))
    tab.close()
    for (const watching of [room.host, ana]) await player(watching, ana.id, on(here))
  })

  it('players of a crashed node are away when its presence expires, and invalid presence is removed', async () => {
    const room = await servers.room()
    const ana = await servers.join(room, 'ana')
    ana.close()
    await player(room.host, ana.id, away)
    const { presence, channel } = roomKeys(room.code)
    const said = JSON.stringify({ name: 'Q', players: { [ana.id]: 1 } })
    const until = String(Date.now() + 1500)
    await servers.direct.command(['HSET', presence, 'crashed', `${until} ${said}`])
    await servers.direct.command(['HSET', presence, 'garbage', `${until} {`, 'rubbish', 'x'])
    await servers.direct.command(['PUBLISH', channel, '{"kind":"presence"}'])
    await player(room.host, ana.id, on('Q'))
    await player(room.host, ana.id, away)
    expect(await servers.direct.command(['HGETALL', presence])).toEqual([])
  })

  it('players on both nodes are shown as here when Redis is back after it was away', async () => {
    const { here } = await names()
    const room = await servers.room()
    const ana = await servers.join(room, 'ana', servers.server)
    const bob = await servers.join(room, 'bob', servers.other)
    await player(ana, bob.id, ({ state }) => state === 'here')
    await servers.proxy.away()
    await canListen(ana, 'down')
    await servers.proxy.listen()
    await canListen(ana, 'up')
    await player(bob, ana.id, on(here))
    await player(ana, bob.id, ({ state }) => state === 'here')
  })

  it('nodes catch up with settings and players whose changes were not published', async () => {
    const room = await servers.room()
    const screen = await servers.connect(servers.other)
    await screen.enter(room.code, { kind: 'screen' })
    const keys = roomKeys(room.code)
    await servers.direct.command(['HSET', keys.room, 'thinkMs', '1234'])
    const ana = await servers.join(room, 'ana')
    const record = (await servers.direct.command(['HGET', keys.players, ana.id])) as string
    const renamed = JSON.stringify({ ...JSON.parse(record), nickname: 'anna' })
    await servers.direct.command(['HSET', keys.players, ana.id, renamed])
    await servers.direct.command(['HINCRBY', keys.room, 'changes', '1'])
    for (const watching of [room.host, screen, ana]) {
      await player(watching, ana.id, ({ nickname }) => nickname === 'anna')
      const settled = (message: (typeof watching.log)[number]) =>
        'settings' in message && message.settings?.thinkMs === 1234
      await watching.until(() => watching.log.some(settled), 'the settings')
    }
  })

  it('eight nodes that make rooms at once from the same codes get eight different codes', async () => {
    const wires = await Promise.all(
      Array.from({ length: 8 }, (_, i) => connect(i % 2 ? 'redis' : 'ioredis', servers.proxy.url)),
    )
    const letters = '346789CDFGHJKMNP'
    const made = await Promise.all(
      wires.map(async (wire, opening) => {
        let next = 0
        return createRoom(wire, opening, () => `ZZZZZ${letters[next++]}`)
      }),
    )
    expect(new Set(made.map(({ code }) => code)).size).toBe(wires.length)
    const openings = await Promise.all(
      made.map(async ({ code }) => (await loadRoom(servers.direct, code))?.opening),
    )
    expect(openings).toEqual(wires.map((_, opening) => opening))
    await Promise.all(wires.map((wire) => wire.close()))
  })
})
