import { afterEach, describe, expect, it } from 'vitest'
import { botId } from '../../server/bots/bot-identity.ts'
import { accountKeys } from '../../server/redis/keys.ts'
import { LIMITS } from '../../shared/limits.ts'
import type { Phase } from '../../shared/rounds/phases.ts'
import type { TestClient } from '../support/player.ts'
import type { TestRoom } from '../support/server.ts'
import { QUICK, TwoServers } from '../support/two-servers.ts'
import { botsOf, entriesOf, playersOf, untilBots } from './watch-bots.ts'

const FAST = { ...QUICK, strategy: 'incrby' }
const ids = (client: TestClient): string[] => botsOf(client).map(({ id }) => id)

describe('bots', () => {
  const servers = TwoServers.forTests()
  afterEach(() => expect([...servers.server.logged, ...servers.other.logged]).toEqual([]))

  const setBots = async (room: TestRoom, bots: number, perSecond = 10) => {
    room.host.send({ type: 'set-bots', bots, perSecond })
    return untilBots(room.host, bots)
  }
  const phaseOf = (room: TestRoom) => room.host.log.findLast((one) => one.type === 'class')
  const untilPhase = (room: TestRoom, phase: Phase) =>
    room.host.until(() => {
      const told = phaseOf(room)
      return told?.type === 'class' && told.phase === phase ? told : undefined
    }, phase)
  const lead = async (room: TestRoom, event: 'lobby' | 'next', more = {}) => {
    const told = await room.host.next('class')
    const { number } = (phaseOf(room) as typeof told | undefined) ?? told
    room.host.send({ type: 'lead', number, event, ...more })
  }
  const version = async (room: TestRoom, epoch = 1): Promise<number> =>
    Number(await servers.direct.command(['GET', accountKeys(room.code, epoch).version]))

  it('are players with a mark: they have a number, fire, and their luck adds up with the divergence', async () => {
    const room = await servers.room({ thinkMs: 50, jitterMs: 50 })
    const ana = await servers.join(room, 'ana', servers.other)
    const bots = await setBots(room, 4)
    expect(bots.map(({ nickname, number, bot }) => [nickname, number, bot])).toEqual(
      [1, 2, 3, 4].map((i) => [`Bot ${i}`, i + 1, true]),
    )
    expect(playersOf(room.host).find(({ id }) => id === ana.id)?.bot).toBeUndefined()
    await room.host.account(({ version }) => version >= 40)
    expect(new Set(entriesOf(ana).map(({ player }) => player))).toEqual(new Set(ids(room.host)))
    await setBots(room, 0)
    await room.host.until(() => {
      const views = room.host.log.filter((one) => one.type === 'frame' || one.type === 'snapshot')
      const standings = new Map(
        views.flatMap((view) => view.standings ?? []).map((standing) => [standing.player, standing]),
      )
      const luck = [...standings.values()].map(({ effect, acknowledged }) => effect - acknowledged)
      const account = views.at(-1)?.account
      const divergence = Number(account?.actual) - Number(account?.expected)
      return divergence !== 0 && luck.reduce((sum, one) => sum + one, 0) === divergence
    }, 'luck that adds up')
  })

  it('are spread over the nodes, and a node without a page of the room runs its share', async () => {
    const room = await servers.room(FAST)
    await setBots(room, 6)
    await room.host.until(() => {
      const nodes = botsOf(room.host).map(({ node }) => node)
      return ['A', 'B'].every((name) => nodes.filter((node) => node === name).length === 3)
    }, 'three bots on each node')
    const from = room.host.log.length
    await room.host.until(
      () =>
        new Set(
          room.host.log
            .slice(from)
            .flatMap((one) => (one.type === 'frame' ? one.entries.map((e) => e[8]) : [])),
        ).size === 2,
      'writes of both nodes',
    )
  })

  it('stop while no page is connected, and go on when a projector is connected to any node', async () => {
    const room = await servers.room(FAST)
    await setBots(room, 4)
    await room.host.account(({ version }) => version >= 10)
    room.host.close()
    let last = -1
    await expect
      .poll(
        async () => {
          const before = last
          last = await version(room)
          return last - before
        },
        { interval: 2000 },
      )
      .toBe(0)
    const screen = await servers.connect(servers.other)
    await screen.enter(room.code, { kind: 'screen' })
    await screen.account(({ version }) => version >= last + 10)
    expect(botsOf(screen)).toHaveLength(4)
  })

  it('fire in free play and in a running round, with its amounts, and in no other phase', async () => {
    const room = await servers.room(FAST)
    await setBots(room, 4)
    await room.host.account(({ version }) => version >= 5)
    await lead(room, 'lobby', { round: { amounts: { kind: 'these', amounts: [7, -3] }, opening: 10 } })
    const told = await untilPhase(room, 'lobby')
    expect(told).toMatchObject({ here: 0, bots: { count: 4, perSecond: 10 } })
    let last = -1
    await expect
      .poll(
        async () => {
          const before = last
          last = await version(room)
          return last - before
        },
        { interval: 2000 },
      )
      .toBe(0)
    await lead(room, 'next')
    await untilPhase(room, 'running')
    const inRound = () => room.host.log.findLast((one) => one.type === 'frame' && one.epoch === 2)
    await room.host.until(() => {
      const frame = inRound()
      return frame?.type === 'frame' && frame.account.version >= 20
    }, 'writes in the round')
    await lead(room, 'next')
    await untilPhase(room, 'reveal')
    const { record } = await room.host.next('round-over')
    expect(record.podium.luckiest ?? []).toEqual([])
    const amounts = room.host.log.flatMap((one) =>
      one.type === 'frame' && one.epoch === 2 ? one.entries.map((entry) => entry[4]) : [],
    )
    expect(new Set(amounts)).toEqual(new Set([7, -3]))
  })

  it('go on in the next epoch, where their transactions have other ids', async () => {
    const room = await servers.room(FAST)
    await setBots(room, 2)
    await room.host.account(({ version }) => version >= 5)
    room.host.send({ type: 'reset', opening: 0 })
    await room.host.until(() => {
      const last = room.host.log.findLast((one) => one.type === 'frame' || one.type === 'snapshot')
      return last?.epoch === 2 && last.account.version >= 5
    }, 'writes in epoch 2')
    const all = room.host.log.flatMap((one) =>
      one.type === 'frame' || one.type === 'snapshot' ? one.entries.map((e) => `${one.epoch} ${e[2]}`) : [],
    )
    const transactions = new Set(all.map((one) => one.split(' ')[1]))
    expect(transactions.size).toBe(new Set(all).size)
  })

  it('leave when the host wants fewer, and come back to the same seats', async () => {
    const room = await servers.room(FAST)
    await setBots(room, 5, 0.05)
    const first = ids(room.host)
    await setBots(room, 2, 0.05)
    expect(ids(room.host)).toEqual(first.slice(0, 2))
    expect(playersOf(room.host).filter(({ state }) => state === 'left')).toHaveLength(3)
    await setBots(room, 5, 0.05)
    expect(ids(room.host)).toEqual(first)
    expect(playersOf(room.host)).toHaveLength(5)
  })

  it('that a host has removed do not come back; the next ones take their place', async () => {
    const room = await servers.room(FAST)
    await setBots(room, 2, 0.05)
    room.host.send({ type: 'kick', player: botId(room.code, 1) })
    await untilBots(room.host, 1)
    await setBots(room, 2, 0.05)
    expect(botsOf(room.host).map(({ nickname }) => nickname)).toEqual(['Bot 2', 'Bot 3'])
  })

  it('are refused beyond the room’s limit and to players, and nothing has changed then', async () => {
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
  })

  it('make room for a person who joins a full room', async () => {
    const room = await servers.room(FAST)
    await setBots(room, LIMITS.players, 0.05)
    const ana = await servers.join(room, 'ana', servers.other)
    await untilBots(ana, LIMITS.players - 1)
    expect(playersOf(ana).find(({ state }) => state === 'left')?.nickname).toBe(`Bot ${LIMITS.players}`)
    await setBots(room, 0)
  })

  it('keep their names and seats: no person gets either', async () => {
    const room = await servers.room(FAST)
    const ana = await servers.join(room, 'ana')
    await setBots(room, 1, 0.05)
    for (const nickname of ['Bot 1', 'bot 99', 'ВОТ 1']) {
      const eve = await servers.connect()
      eve.send({ type: 'enter', protocol: 4, code: room.code, seat: { kind: 'new', nickname } })
      expect(await eve.error('enter')).toBe('bad-nickname')
    }
    ana.send({ type: 'rename', nickname: 'Bot 2' })
    expect(await ana.error('rename')).toBe('bad-nickname')
    const eve = await servers.connect(servers.other)
    const secret = 'x'.repeat(24)
    const player = botId(room.code, 1)
    const taken = { kind: 'new', nickname: 'eve', player, secret } as const
    eve.send({ type: 'enter', protocol: 4, code: room.code, seat: taken })
    expect(await eve.error('enter')).toBe('cannot-resume')
    const request = 'r'.repeat(21)
    eve.send({ type: 'request-seat', code: room.code, request, nickname: 'Bot 1', secret })
    expect(await eve.error('request-seat')).toBe('player-is-here')
  })
})
