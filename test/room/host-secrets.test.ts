import { nanoid } from 'nanoid'
import { describe, expect, it } from 'vitest'
import { roomKeys } from '../../server/redis/keys.ts'
import { createHostLink } from '../../server/room/host-store.ts'
import { hashSecret } from '../../server/room/secret.ts'
import { PROTOCOL } from '../../shared/protocol.ts'
import { answer, ask, Hosts, hosting, listed, newRequest, press, waiting } from '../support/hosts.ts'
import type { TestClient } from '../support/player.ts'
import { TwoServers } from '../support/two-servers.ts'

const servers = TwoServers.forTests()
const hosts = new Hosts(servers)

describe('the rights of a host', () => {
  it('are in no message that another page gets: every message to every page of a room is searched', async () => {
    const { room, kim, asked } = await hosts.withSecondHost()
    const eve = await servers.join(room, 'eve')
    const wall = await servers.connect(servers.other)
    await wall.enter(room.code, { kind: 'screen' })
    const link = await createHostLink(servers.direct, room.code)
    const own = nanoid(24)
    wall.send({ type: 'use-host-link', link, secret: own })
    await hosting(wall, true)
    const other = newRequest()
    ask(eve, other)
    await room.host.next('host-requests', ({ requests }) => requests.some(({ player }) => player === eve.id))
    answer(room.host, other, false)
    await eve.settled(eve.fire(50))
    room.host.send({ type: 'kick', player: eve.id })
    await eve.next('ended')
    const [, second] = await listed(room.host, 3)
    room.host.send({ type: 'revoke-host', host: second?.host ?? '' })
    await hosting(kim, false)
    const secrets: [string, TestClient | undefined][] = [
      [room.hostToken, room.host],
      [kim.secret, kim],
      [eve.secret, eve],
      ...[asked.secret, own, link, other.secret].map((one): [string, undefined] => [one, undefined]),
    ]
    const clients = [room.host, kim, eve, wall]
    for (const [secret, owner] of secrets) {
      for (const client of clients.filter((one) => one !== owner)) {
        const told = JSON.stringify(client.log)
        expect(told).not.toContain(secret)
        expect(told).not.toContain(hashSecret(secret))
      }
    }
    const kept = (await servers.direct.command(['HVALS', roomKeys(room.code).hosts])) as string[]
    for (const [secret] of secrets) expect(kept.join()).not.toContain(secret)
  })

  it('are not to be had by the ids that hosts are shown', async () => {
    const { room, kim, asked } = await hosts.withSecondHost()
    const eve = await servers.join(room, 'eve')
    const lee = await servers.join(room, 'lee')
    const other = newRequest()
    ask(lee, other)
    await waiting(room.host, 1)
    // Eve has read all that stands on the projector, and more.
    ask(eve, { request: other.request, secret: nanoid(24) })
    expect(await eve.error('request-host')).toBe('cannot-resume')
    answer(room.host, other, true)
    await hosting(lee, true)
    for (const { host } of await listed(room.host, 3)) {
      for (const request of [host, asked.request]) ask(eve, { request, secret: nanoid(24) })
      const { client, host: is } = await hosts.screen(room, host)
      expect(is).toBe(false)
      client.close()
    }
    press(kim)
    await kim.next('snapshot', ({ epoch }) => epoch === 2)
    expect(eve.log.some(({ type }) => type === 'hosting')).toBe(false)
    press(eve)
    expect(await eve.error('reset')).toBe('not-host')
  })

  it('are those of the one host of a room that an older version recorded', async () => {
    const { room } = await hosts.setUp()
    const keys = roomKeys(room.code)
    const record = (await servers.direct.command(['HGETALL', keys.room])) as string[]
    const old = roomKeys('HK7Q4M')
    const token = nanoid(24)
    await servers.direct.command(['HSET', old.room, ...record, 'hostHash', hashSecret(token)])
    await servers.direct.command([
      'MSET',
      ...['balance', 'expected'].flatMap((one) => [`bankrun:{HK7Q4M}:1:${one}`, '100']),
    ])
    await servers.direct.command(['SET', 'bankrun:{HK7Q4M}:1:version', '0'])
    const pages = await Promise.all([0, 1].map((i) => servers.connect(servers.turn(i))))
    const enter = { type: 'enter', protocol: PROTOCOL, code: 'HK7Q4M', seat: { kind: 'screen' } } as const
    for (const page of pages) page.send({ ...enter, hostToken: token })
    for (const page of pages) {
      expect((await page.next('entered')).host).toBe(true)
      expect(await listed(page, 1)).toMatchObject([{ made: 'opened', first: true }])
    }
    const stranger = await servers.connect()
    stranger.send({ ...enter, hostToken: nanoid(24) })
    expect((await stranger.next('entered')).host).toBe(false)
  })
})
