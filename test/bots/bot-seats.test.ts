import { afterEach, describe, expect, it } from 'vitest'
import { botId } from '../../server/bots/bot-identity.ts'
import { LIMITS } from '../../shared/limits.ts'
import { PROTOCOL } from '../../shared/protocol.ts'
import type { TestClient } from '../support/player.ts'
import { QUICK, TwoServers } from '../support/two-servers.ts'
import { botsOf, playersOf, setBots, untilBots } from './watch-bots.ts'

const FAST = { ...QUICK, strategy: 'incrby' }
const ids = (client: TestClient): string[] => botsOf(client).map(({ id }) => id)

describe('the seats of bots', () => {
  const servers = TwoServers.forTests()
  afterEach(() => expect([...servers.server.logged, ...servers.other.logged]).toEqual([]))

  it('are left when the host wants fewer, and taken again when the host wants more', async () => {
    const room = await servers.room(FAST)
    await setBots(room, 5, 0.05)
    const first = ids(room.host)
    await setBots(room, 2, 0.05)
    expect(ids(room.host)).toEqual(first.slice(0, 2))
    expect(playersOf(room.host).filter(({ state }) => state === 'left')).toHaveLength(3)
    await setBots(room, 5, 0.05)
    expect(ids(room.host)).toEqual(first)
    expect(playersOf(room.host)).toHaveLength(5)
    await setBots(room, 0)
  })

  it('of bots that a host has removed stay empty; the next bots come', async () => {
    const room = await servers.room(FAST)
    await setBots(room, 2, 0.05)
    room.host.send({ type: 'kick', player: botId(room.code, 1) })
    await untilBots(room.host, 1)
    await setBots(room, 2, 0.05)
    expect(botsOf(room.host).map(({ nickname }) => nickname)).toEqual(['Bot 2', 'Bot 3'])
    await setBots(room, 0)
  })

  it('are not given beyond the limit of the room, nor to players who ask; nothing has changed then', async () => {
    const room = await servers.room(FAST)
    const ana = await servers.join(room, 'ana')
    await setBots(room, 3, 0.05)
    ana.send({ type: 'set-bots', bots: 1, perSecond: 1 })
    expect(await ana.error('set-bots')).toBe('not-host')
    room.host.send({ type: 'set-bots', bots: LIMITS.players, perSecond: 1 })
    expect(await room.host.error('set-bots')).toBe('too-many-bots')
    room.host.send({ type: 'set-bots', bots: 1.5, perSecond: 1 })
    await room.host.next('error', ({ code }) => code === 'bad-message')
    expect(botsOf(room.host)).toHaveLength(3)
    // All rooms share a limit, and the next test wants all bots that a room may have.
    await setBots(room, 0)
  })

  it('are left for a person who joins a full room', async () => {
    const room = await servers.room(FAST)
    await setBots(room, LIMITS.players, 0.05)
    const ana = await servers.join(room, 'ana', servers.other)
    await untilBots(ana, LIMITS.players - 1)
    expect(playersOf(ana).find(({ state }) => state === 'left')?.nickname).toBe(`Bot ${LIMITS.players}`)
    await setBots(room, 0)
  })

  it('and the names of bots are not for people', async () => {
    const room = await servers.room(FAST)
    const ana = await servers.join(room, 'ana')
    await setBots(room, 1, 0.05)
    for (const nickname of ['Bot 1', 'bot 99', 'ВОТ 1']) {
      const eve = await servers.connect()
      eve.send({ type: 'enter', protocol: PROTOCOL, code: room.code, seat: { kind: 'new', nickname } })
      expect(await eve.error('enter')).toBe('bad-nickname')
    }
    ana.send({ type: 'rename', nickname: 'Bot 2' })
    expect(await ana.error('rename')).toBe('bad-nickname')
    const eve = await servers.connect(servers.other)
    const secret = 'x'.repeat(24)
    const player = botId(room.code, 1)
    const taken = { kind: 'new', nickname: 'eve', player, secret } as const
    eve.send({ type: 'enter', protocol: PROTOCOL, code: room.code, seat: taken })
    expect(await eve.error('enter')).toBe('cannot-resume')
    const request = 'r'.repeat(21)
    eve.send({ type: 'request-seat', code: room.code, request, nickname: 'Bot 1', secret })
    expect(await eve.error('request-seat')).toBe('player-is-here')
  })
})
