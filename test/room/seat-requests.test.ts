import { nanoid } from 'nanoid'
import { describe, expect, it } from 'vitest'
import { roomKeys } from '../../server/redis/keys.ts'
import { LIMITS } from '../../shared/limits.ts'
import { PACE } from '../../shared/pace.ts'
import { PROTOCOL, type ServerMessage } from '../../shared/protocol.ts'
import type { TestClient } from '../support/player.ts'
import type { TestRoom } from '../support/server.ts'
import { QUICK, TwoServers } from '../support/two-servers.ts'

type Requested = Extract<ServerMessage, { type: 'requested' }>

describe('a request for the seat of a player who is away', () => {
  const servers = TwoServers.forTests()

  /** bea, who has fired and gone, and a browser on the other server that asks for her seat. */
  async function setUp() {
    const room = await servers.room(QUICK)
    const bea = await servers.join(room, 'bea')
    await bea.settled(bea.fire(50))
    await gone(room, bea)
    const browser = await servers.connect(servers.other)
    const asked = { request: nanoid(), secret: nanoid(24) }
    return { room, bea, browser, asked }
  }
  /** Resolves when the client is away for all nodes. */
  async function gone(room: TestRoom, player: TestClient & { id: string }): Promise<void> {
    const present = () => servers.direct.command(['HVALS', roomKeys(room.code).presence]).then(String)
    await expect.poll(present).toContain(player.id)
    player.close()
    await expect.poll(present).not.toContain(player.id)
  }
  const ask = (
    client: TestClient,
    room: TestRoom,
    asked: { request: string; secret: string },
    nickname = 'Bea',
  ) => client.send({ type: 'request-seat', code: room.code, nickname, ...asked })
  const requested = (client: TestClient, state: Requested['state']) =>
    client.next('requested', (message) => message.state === state)
  const resume = (client: TestClient, room: TestRoom, player: string, secret: string) =>
    client.send({
      ...{ type: 'enter', protocol: PROTOCOL, code: room.code },
      seat: { kind: 'resume', player, secret },
    })

  it('shows the host the digits that the browser shows, and moves the seat with its history on the press', async () => {
    const { room, bea, browser, asked } = await setUp()
    ask(browser, room, asked)
    const { digits, player } = await requested(browser, 'waiting')
    expect(digits).toMatch(/^[1-9]\d$/)
    expect(player).toBe(bea.id)
    const { requests } = await room.host.next('seat-requests', (message) => message.requests.length > 0)
    expect(requests).toEqual([{ request: asked.request, player: bea.id, digits }])

    room.host.send({ type: 'answer-request', request: asked.request, granted: true })
    await room.host.next('seat-requests', (message) => message.requests.length === 0)
    ask(browser, room, asked)
    await requested(browser, 'granted')
    resume(browser, room, bea.id, asked.secret)
    const entered = await browser.next('entered')
    expect(entered.you).toMatchObject({ player: bea.id, number: 1, nickname: 'bea' })
    expect(entered.history.map(({ entry }) => entry.amount)).toEqual([50])

    const old = await servers.connect()
    resume(old, room, bea.id, bea.secret)
    expect(await old.error('enter')).toBe('cannot-resume')
  })

  it('keeps its old secret until the browser has come to which it was granted, and refuses other requests for it', async () => {
    const { room, bea, browser, asked } = await setUp()
    const second = { request: nanoid(), secret: nanoid(24) }
    for (const one of [asked, second]) ask(browser, room, one)
    await room.host.next('seat-requests', (message) => message.requests.length === 2)
    room.host.send({ type: 'answer-request', request: asked.request, granted: true })
    await room.host.next('seat-requests', (message) => message.requests.length === 0)
    room.host.send({ type: 'answer-request', request: second.request, granted: true })
    expect(await room.host.error('answer-request')).toBe('unknown-request')
    const old = await servers.connect()
    await old.enter(room.code, { kind: 'resume', player: bea.id, secret: bea.secret })
    resume(browser, room, bea.id, asked.secret)
    expect(await browser.error('enter')).toBe('cannot-resume')
  })

  it('moves nothing when the host refuses, and the browser is told so', async () => {
    const { room, bea, browser, asked } = await setUp()
    ask(browser, room, asked)
    await requested(browser, 'waiting')
    room.host.send({ type: 'answer-request', request: asked.request, granted: false })
    await expect
      .poll(() => {
        ask(browser, room, asked)
        return browser.log.some((message) => message.type === 'requested' && message.state === 'refused')
      })
      .toBe(true)
    resume(browser, room, bea.id, asked.secret)
    expect(await browser.error('enter')).toBe('cannot-resume')
    const old = await servers.connect()
    await old.enter(room.code, { kind: 'resume', player: bea.id, secret: bea.secret })
  })

  it('is granted by hosts only, once, and not by a player who knows its id', async () => {
    const { room, bea, browser, asked } = await setUp()
    ask(browser, room, asked)
    await requested(browser, 'waiting')
    const eve = await servers.join(room, 'eve')
    eve.send({ type: 'answer-request', request: asked.request, granted: true })
    expect(await eve.error('answer-request')).toBe('not-host')
    expect(eve.log.some(({ type }) => type === 'seat-requests')).toBe(false)
    ask(eve, room, { request: asked.request, secret: nanoid(24) })
    expect(await eve.error('request-seat')).toBe('cannot-resume')
    resume(browser, room, bea.id, asked.secret)
    expect(await browser.error('enter')).toBe('cannot-resume')
    room.host.send({ type: 'answer-request', request: asked.request, granted: true })
    await room.host.next('seat-requests', (message) => message.requests.length === 0)
    room.host.send({ type: 'answer-request', request: asked.request, granted: true })
    expect(await room.host.error('answer-request')).toBe('unknown-request')
  })

  it('is refused while the player is in the room, when asked and when granted', async () => {
    const { room, bea, browser, asked } = await setUp()
    ask(browser, room, asked)
    await requested(browser, 'waiting')
    const back = await servers.connect()
    await back.enter(room.code, { kind: 'resume', player: bea.id, secret: bea.secret })
    const present = () => servers.direct.command(['HVALS', roomKeys(room.code).presence]).then(String)
    await expect.poll(present).toContain(bea.id)
    room.host.send({ type: 'answer-request', request: asked.request, granted: true })
    expect(await room.host.error('answer-request')).toBe('player-is-here')
    ask(browser, room, { request: nanoid(), secret: nanoid(24) })
    expect(await browser.error('request-seat')).toBe('player-is-here')
    ask(browser, room, { request: nanoid(), secret: nanoid(24) }, 'nora')
    await browser.next('error', ({ code }) => code === 'unknown-player')
  })

  it('ends when its browser no longer asks, and the hosts are told', async () => {
    const { room, browser, asked } = await setUp()
    ask(browser, room, asked)
    await requested(browser, 'waiting')
    await room.host.next('seat-requests', (message) => message.requests.length === 1)
    const { requests } = roomKeys(room.code)
    const stored = JSON.parse(String(await servers.direct.command(['HGET', requests, asked.request])))
    const older = JSON.stringify({ ...stored, at: stored.at - PACE.requestMs - 1 })
    await servers.direct.command(['HSET', requests, asked.request, older])
    await room.host.next('seat-requests', (message) => message.requests.length === 0)
    room.host.send({ type: 'answer-request', request: asked.request, granted: true })
    expect(await room.host.error('answer-request')).toBe('unknown-request')
    expect(Number(await servers.direct.command(['TTL', requests]))).toBeGreaterThan(0)
  })

  it('reaches a host who comes later, on another node; more than five at once are refused', async () => {
    const { room, browser } = await setUp()
    const all = Array.from({ length: LIMITS.seatRequests }, () => ({ request: nanoid(), secret: nanoid(24) }))
    for (const one of all) ask(browser, room, one)
    await browser.until(
      () => browser.log.filter(({ type }) => type === 'requested').length === LIMITS.seatRequests,
      'all answers',
    )
    ask(browser, room, { request: nanoid(), secret: nanoid(24) })
    expect(await browser.error('request-seat')).toBe('slow-down')
    const host = await servers.connect(servers.other)
    await host.enter(room.code, { kind: 'screen' }, room.hostToken)
    const { requests } = await host.next('seat-requests')
    expect(new Set(requests.map(({ request }) => request))).toEqual(
      new Set(all.map(({ request }) => request)),
    )
    expect(new Set(requests.map(({ digits }) => digits)).size).toBe(LIMITS.seatRequests)
  })
})
