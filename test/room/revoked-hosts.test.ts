import { describe, expect, it } from 'vitest'
import { roomKeys } from '../../server/redis/keys.ts'
import {
  answer,
  ask,
  Hosts,
  hosting,
  listed,
  newRequest,
  press,
  requested,
  waiting,
} from '../support/hosts.ts'
import { TwoServers } from '../support/two-servers.ts'

const servers = TwoServers.forTests()
const hosts = new Hosts(servers)

describe('a host that is revoked', () => {
  it('loses its rights at once on every connection of every node, and for good', async () => {
    const { room, kim, asked, host } = await hosts.withSecondHost()
    const here = await hosts.screen(room, asked.secret, servers.server)
    const there = await hosts.screen(room, asked.secret, servers.other)
    expect([here.host, there.host]).toEqual([true, true])
    room.host.send({ type: 'revoke-host', host: host })
    for (const client of [kim, here.client, there.client]) {
      await hosting(client, false)
      press(client)
      expect(await client.error('reset')).toBe('host-revoked')
    }
    expect(await listed(room.host, 1)).toMatchObject([{ first: true }])
    expect((await hosts.screen(room, asked.secret)).host).toBe(false)
    ask(kim, asked)
    await requested(kim, asked, 'refused')
    press(room.host)
    await room.host.next('snapshot', ({ epoch }) => epoch === 2)
  })

  it('is refused even when its node has not heard of it, and hears of it soon', async () => {
    const { room, kim, host } = await hosts.withSecondHost()
    const keys = roomKeys(room.code)
    // Without the event: as if it had been lost.
    await servers.direct.command(['HDEL', keys.hosts, host])
    kim.send({ type: 'configure', thinkMs: 7 })
    expect(await kim.error('configure')).toBe('host-revoked')
    await servers.direct.command(['HINCRBY', keys.room, 'hostChanges', '1'])
    await hosting(kim, false)
  })

  it('is revoked by the first host only, and the first host by none', async () => {
    const { room, kim, host } = await hosts.withSecondHost()
    const [first] = await listed(room.host, 2)
    kim.send({ type: 'revoke-host', host: first?.host ?? '' })
    expect(await kim.error('revoke-host')).toBe('not-first-host')
    room.host.send({ type: 'revoke-host', host: first?.host ?? '' })
    expect(await room.host.error('revoke-host')).toBe('unknown-host')
    const eve = await servers.join(room, 'eve')
    eve.send({ type: 'revoke-host', host: host })
    expect(await eve.error('revoke-host')).toBe('not-host')
  })

  it('is one whose player leaves or is removed, and only the first host removes it', async () => {
    const { room, kim, asked } = await hosts.withSecondHost()
    const lee = await servers.join(room, 'lee')
    const other = newRequest()
    ask(lee, other)
    await waiting(room.host, 1)
    answer(room.host, other, true)
    await hosting(lee, true)
    lee.send({ type: 'kick', player: kim.id })
    expect(await lee.error('kick')).toBe('not-first-host')
    const watching = await hosts.screen(room, asked.secret)
    room.host.send({ type: 'kick', player: kim.id })
    await kim.next('ended')
    await hosting(watching.client, false)
    lee.send({ type: 'leave' })
    await lee.next('ended')
    expect(await listed(room.host, 1)).toMatchObject([{ first: true }])
    expect((await hosts.screen(room, other.secret)).host).toBe(false)
  })
})
