import { afterEach, describe, expect, it } from 'vitest'
import { LESSONS } from '../../server/lessons/all-lessons.ts'
import { accountKeys, NODE_KEYS } from '../../server/redis/keys.ts'
import { ERRORS } from '../../shared/errors.ts'
import type { Entry } from '../../shared/journal.ts'
import { PACE } from '../../shared/pace.ts'
import type { ClassMessage } from '../../shared/rounds/class-messages.ts'
import type { Phase } from '../../shared/rounds/phases.ts'
import type { TestClient } from '../support/player.ts'
import type { TestRoom } from '../support/server.ts'
import { QUICK, TwoServers } from '../support/two-servers.ts'
import { botsOf, entriesOf, playersOf, setBots, untilBots } from './watch-bots.ts'

const FAST = { ...QUICK, strategy: 'incrby' }
const ids = (client: TestClient): string[] => botsOf(client).map(({ id }) => id)

describe('bots', () => {
  const servers = TwoServers.forTests()
  afterEach(() => expect([...servers.server.logged, ...servers.other.logged]).toEqual([]))

  const phaseOf = (room: TestRoom) =>
    room.host.log.findLast((one): one is ClassMessage => one.type === 'class')
  const untilPhase = (room: TestRoom, phase: Phase) =>
    room.host.until(() => {
      const told = phaseOf(room)
      return told?.type === 'class' && told.phase === phase ? told : undefined
    }, phase)
  const lead = async (room: TestRoom, event: 'lobby' | 'next', more = {}) => {
    await room.host.next('class')
    room.host.send({ type: 'lead', number: phaseOf(room)?.number ?? 0, event, ...more })
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

  it('alone make a lock that works on one node only lose an update', async () => {
    const room = await servers.room({ strategy: 'local-mutex', thinkMs: 100, jitterMs: 0 })
    await setBots(room, 4, 5)
    await room.host.account(
      ({ lostDeposits, lostWithdrawals }) => lostDeposits.count + lostWithdrawals.count > 0,
    )
    const lost = entriesOf(room.host).filter(({ version, parent }) => parent < version - 1)
    const { node, parent } = lost[0] as Entry
    const overwritten = entriesOf(room.host).filter((one) => one.version > parent)
    expect(overwritten.map((one) => one.node)).toContain(node === 'A' ? 'B' : 'A')
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

  it('are refused when other rooms have all of them; when others take them later, only some run, and the host is told', async () => {
    const room = await servers.room(FAST)
    await servers.direct.command(['DEL', NODE_KEYS.bots])
    const others = async (bots: number): Promise<void> => {
      const entry = JSON.stringify({ bots, by: { other: Date.now() + 3_600_000 } })
      await servers.direct.command(['HSET', NODE_KEYS.bots, 'room:OTHERS', entry])
    }
    try {
      await expect
        .poll(async () => (await servers.direct.command(['HKEYS', NODE_KEYS.bots])) as string[])
        .toHaveLength(2)
      await others(2 * PACE.bots - 4)
      room.host.send({ type: 'set-bots', bots: 5, perSecond: 10 })
      expect(await room.host.error('set-bots')).toBe('bots-used-up')
      expect(botsOf(room.host)).toEqual([])
      await setBots(room, 4)
      await room.host.account(({ version }) => version >= 5)
      await others(2 * PACE.bots - 1)
      await lead(room, 'lobby')
      const { bots } = await room.host.next('class', ({ bots }) => bots.refused !== undefined)
      expect(bots).toMatchObject({ count: 4, refused: ERRORS['bots-used-up'].message })
      await room.host.until(
        () => botsOf(room.host).filter(({ node }) => node).length === 1,
        'one bot that runs',
      )
    } finally {
      await servers.direct.command(['HDEL', NODE_KEYS.bots, 'room:OTHERS'])
    }
    await room.host.until(() => botsOf(room.host).every(({ node }) => node), 'all bots that run')
    await room.host.until(() => phaseOf(room)?.bots.refused === undefined, 'no refusal')
  })

  it('of a lesson take their seats when it is chosen', async () => {
    const room = await servers.room(FAST)
    const lesson = LESSONS.find(({ rounds: [first] }) => (first.bots?.count ?? 0) > 0)
    await lead(room, 'lobby', { lesson: lesson?.id })
    await untilBots(room.host, lesson?.rounds[0].bots?.count ?? 0)
  })
})
