import { nanoid } from 'nanoid'
import { describe, expect, it } from 'vitest'
import { createHostLink } from '../../server/room/host-store.ts'
import { createRoomWithLink } from '../../server/room/room-store.ts'
import { Hosts, hosting, listed, press } from '../support/hosts.ts'
import type { TestClient } from '../support/player.ts'
import { TwoServers } from '../support/two-servers.ts'

const servers = TwoServers.forTests()
const hosts = new Hosts(servers)

describe('a link that makes a host', () => {
  const follow = (client: TestClient, link: string, secret: string) =>
    client.send({ type: 'use-host-link', link, secret })

  it('works once, and a re-send by the same page is harmless', async () => {
    const { room, kim } = await hosts.setUp()
    const link = await createHostLink(servers.direct, room.code)
    const secret = nanoid(24)
    follow(kim, link, secret)
    await hosting(kim, true)
    expect(await listed(room.host, 2)).toMatchObject([{ first: true }, { made: 'link', player: kim.id }])
    const again = await servers.connect()
    await again.enter(room.code, { kind: 'screen' })
    follow(again, link, secret)
    await hosting(again, true)
    const other = await servers.connect(servers.other)
    await other.enter(room.code, { kind: 'screen' })
    follow(other, link, nanoid(24))
    expect(await other.error('use-host-link')).toBe('host-link-used')
    await listed(room.host, 2)
  })

  it('that is wrong, or of another room, makes no host', async () => {
    const { room, kim } = await hosts.setUp()
    const elsewhere = await servers.room()
    follow(kim, await createHostLink(servers.direct, elsewhere.code), nanoid(24))
    expect(await kim.error('use-host-link')).toBe('unknown-host-link')
    press(kim)
    expect(await kim.error('reset')).toBe('not-host')
    await expect(createHostLink(servers.direct, 'QQQQQQ')).rejects.toMatchObject({ code: 'unknown-room' })
    expect(room.host.log.filter(({ type }) => type === 'hosts')).toHaveLength(1)
  })

  it('makes one host when several pages open it at once, the first one of a room without a host', async () => {
    const { code, link } = await createRoomWithLink(servers.direct)
    const pages = await Promise.all([0, 1, 2, 3].map((i) => servers.connect(servers.turn(i))))
    for (const page of pages) expect((await page.enter(code, { kind: 'screen' })).host).toBe(false)
    for (const page of pages) follow(page, link, nanoid(24))
    const outcome = (page: TestClient) =>
      page.until(() => {
        const last = page.log.find(({ type }) => type === 'hosting' || type === 'error')
        return last && (last.type === 'error' ? last.code : 'host')
      }, 'an outcome')
    const outcomes = await Promise.all(pages.map(outcome))
    expect(outcomes.sort()).toEqual(['host', ...Array(3).fill('host-link-used')])
    const first = pages.find((page) => page.log.some(({ type }) => type === 'hosting')) as TestClient
    expect(await listed(first, 1)).toMatchObject([{ made: 'link', first: true }])
  })
})
