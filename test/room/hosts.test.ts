import { describe, expect, it } from 'vitest'
import { roomKeys } from '../../server/redis/keys.ts'
import { LIMITS } from '../../shared/limits.ts'
import { PACE } from '../../shared/pace.ts'
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
import type { TestClient } from '../support/player.ts'
import { TwoServers } from '../support/two-servers.ts'

const servers = TwoServers.forTests()
const hosts = new Hosts(servers)

describe('a phone that asks to be a host', () => {
  it('is one after a press on the host’s page, which shows the digits of the phone, and stays one after a reload', async () => {
    const { room, kim, asked } = await hosts.setUp()
    press(kim)
    expect(await kim.error('reset')).toBe('not-host')
    ask(kim, asked)
    const { digits, player } = await requested(kim, asked, 'waiting')
    expect(digits).toMatch(/^[1-9]\d$/)
    expect(player).toBe(kim.id)
    expect(await waiting(room.host, 1)).toEqual([{ request: asked.request, player: kim.id, digits }])

    answer(room.host, asked, true)
    await hosting(kim, true)
    await waiting(room.host, 0)
    press(kim)
    await kim.next('snapshot', ({ epoch }) => epoch === 2)
    const list = await listed(room.host, 2)
    expect(list).toEqual([
      { host: expect.any(String), made: 'opened', at: expect.any(Number), first: true },
      { host: expect.any(String), made: 'granted', at: expect.any(Number), player: kim.id },
    ])
    expect(list[0]?.at).toBeLessThan(list[1]?.at ?? 0)
    expect(Number(await servers.direct.command(['TTL', roomKeys(room.code).hosts]))).toBeGreaterThan(80_000)

    const reloaded = await servers.connect()
    const seat = { kind: 'resume', player: kim.id, secret: kim.secret } as const
    expect((await reloaded.enter(room.code, seat, asked.secret)).host).toBe(true)
    expect(kim.log.some(({ type }) => type === 'hosts')).toBe(false)
  })

  it('sees the requests of others as soon as it is a host', async () => {
    const { room, kim, asked } = await hosts.setUp()
    const lee = await servers.join(room, 'lee')
    ask(kim, asked)
    const second = newRequest()
    ask(lee, second)
    await waiting(room.host, 2)
    answer(room.host, asked, true)
    const { requests } = await kim.next('host-requests', (message) => message.requests.length === 1)
    expect(requests[0]).toMatchObject({ player: lee.id })
    answer(kim, second, true)
    await hosting(lee, true)
    await listed(room.host, 3)
  })

  it('is told that it was refused, and may ask again after a minute', async () => {
    const { room, kim, asked } = await hosts.setUp()
    ask(kim, asked)
    await waiting(room.host, 1)
    answer(room.host, asked, false)
    await waiting(room.host, 0)
    ask(kim, asked)
    await requested(kim, asked, 'refused')
    const again = newRequest()
    ask(kim, again)
    expect(await kim.error('request-host')).toBe('request-refused')
    await hosts.change(room, asked, ({ at }) => ({ at: at - PACE.refusedMs }))
    ask(kim, again)
    await requested(kim, again, 'waiting')
  })

  it('has one request, however often it asks, with the same digits', async () => {
    const { room, kim, asked } = await hosts.setUp()
    ask(kim, asked)
    const { digits } = await requested(kim, asked, 'waiting')
    const again = newRequest()
    ask(kim, again)
    expect((await requested(kim, again, 'waiting')).digits).toBe(digits)
    await room.host.next('host-requests', ({ requests }) => requests[0]?.request === again.request)
    answer(room.host, asked, true)
    expect(await room.host.error('answer-request')).toBe('unknown-request')
  })

  it('asks in vain after two minutes, and its request ends with the phone', async () => {
    const { room, kim, asked } = await hosts.setUp()
    ask(kim, asked)
    await waiting(room.host, 1)
    await hosts.change(room, asked, ({ at }) => ({ at: at - PACE.requestMs - 1 }))
    await waiting(room.host, 0)
    await hosts.change(room, asked, ({ at, since }) => ({
      ...{ at: at + PACE.requestMs, since: since - PACE.hostRequestMs - 1 },
    }))
    answer(room.host, asked, true)
    expect(await room.host.error('answer-request')).toBe('unknown-request')
    ask(kim, asked)
    await requested(kim, asked, 'expired')
  })

  it('is one of five at most that wait, and of ten hosts', async () => {
    const { room, kim, asked } = await hosts.setUp()
    for (let i = 0; i < LIMITS.hostRequests; i++)
      ask(await servers.join(room, `player ${i}`, servers.turn(i)), newRequest())
    const requests = await waiting(room.host, LIMITS.hostRequests)
    expect(new Set(requests.map(({ digits }) => digits)).size).toBe(LIMITS.hostRequests)
    ask(kim, asked)
    expect(await kim.error('request-host')).toBe('slow-down')
    for (let i = 1; i < LIMITS.hosts; i++) {
      const made = JSON.stringify({ id: `h${i}`, secretHash: `h${i}`, made: 'granted', at: i })
      await servers.direct.command(['HSET', roomKeys(room.code).hosts, `h${i}`, made])
    }
    answer(room.host, { request: requests[0]?.request ?? '' }, true)
    expect(await room.host.error('answer-request')).toBe('too-many-hosts')
  })

  it('cannot be a host when its player was removed or has left, and the question is gone', async () => {
    const { room, kim, asked } = await hosts.setUp()
    const lee = await servers.join(room, 'lee')
    const other = newRequest()
    ask(kim, asked)
    ask(lee, other)
    await waiting(room.host, 2)
    room.host.send({ type: 'kick', player: kim.id })
    lee.send({ type: 'leave' })
    await kim.next('ended')
    await lee.next('ended')
    await waiting(room.host, 0)
    answer(room.host, asked, true)
    expect(await room.host.error('answer-request')).toBe('unknown-request')
    ask(kim, asked)
    expect(await kim.error('request-host')).toBe('not-in-room')
    const token = await hosts.screen(room, asked.secret)
    expect(token.host).toBe(false)
    ask(token.client, newRequest())
    expect(await token.client.error('request-host')).toBe('not-a-player')
  })

  it('becomes one host when two hosts answer at once, and the second answer is refused', async () => {
    const { room, kim } = await hosts.withSecondHost()
    for (const [first, second] of [
      [true, false],
      [false, true],
      [true, true],
    ] as const) {
      const lee = await servers.join(room, `lee ${first} ${second}`)
      const asked = newRequest()
      ask(lee, asked)
      const isThere = (host: TestClient) =>
        host.next('host-requests', ({ requests }) =>
          requests.some(({ request }) => request === asked.request),
        )
      await isThere(room.host)
      await isThere(kim)
      const errors = () => [...room.host.log, ...kim.log].filter(({ type }) => type === 'error')
      const before = errors().length
      answer(room.host, asked, first)
      answer(kim, asked, second)
      await expect.poll(() => errors().length).toBe(before + 1)
      expect(errors().at(-1)).toMatchObject({ code: 'unknown-request', re: 'answer-request' })
      const { state } = JSON.parse(
        String(await servers.direct.command(['HGET', roomKeys(room.code).requests, asked.request])),
      )
      const texts = (await servers.direct.command(['HVALS', roomKeys(room.code).hosts])) as string[]
      const made = texts.filter((text) => JSON.parse(text).player === lee.id)
      expect(made).toHaveLength(state === 'granted' ? 1 : 0)
    }
  })
})
