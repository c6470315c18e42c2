import { nanoid } from 'nanoid'
import { afterEach, describe, expect, it } from 'vitest'
import { accountKeys } from '../../server/redis/keys.ts'
import { LIMITS } from '../../shared/limits.ts'
import { booksOf, seenBy } from '../support/audit.ts'
import { isProving } from '../support/engines.ts'
import { redisServerPath } from '../support/machine.ts'
import type { TestClient } from '../support/player.ts'
import { QUICK, STRATEGIES, TwoServers } from '../support/two-servers.ts'

/** Pseudo-random numbers from 0 to 1: the same for the same seed. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
}

describe.skipIf(!redisServerPath && !process.env.CI)('two servers under random play', () => {
  const servers = TwoServers.forTests()
  afterEach(() => {
    expect([...servers.server.logged, ...servers.other.logged]).toEqual([])
  })

  it.each(isProving ? [1, 2, 3, 4, 5, 6] : [1])(
    'tell every client the same account, as Redis holds it, after random play: seed %i',
    async (seed) => {
      const random = seeded(seed)
      const room = await servers.room(QUICK)
      const players = await Promise.all(
        Array.from({ length: 6 }, (_, i) => servers.join(room, `player ${i}`, servers.turn(i))),
      )
      const screen = await servers.connect(servers.other)
      await screen.enter(room.code, { kind: 'screen' })
      const lates: TestClient[] = []
      for (let wave = 0; wave < 12; wave++) {
        const strategy = STRATEGIES[Math.floor(random() * STRATEGIES.length)] ?? 'naive'
        const client = random() < 0.5 ? 'ioredis' : 'redis'
        room.host.send({ type: 'configure', strategy, client, thinkMs: Math.floor(random() * 20) })
        const sent = players.flatMap((player) =>
          Array.from({ length: 1 + Math.floor(random() * 5) }, () => {
            const amount = random() < 0.5 ? 50 : -150
            const tx = player.fire(amount)
            if (random() < 0.2) player.send({ type: 'fire', tx, amount, epoch: 1, again: true })
            return player.settled(tx)
          }),
        )
        if (random() < 0.3)
          await servers.direct.command(['SET', accountKeys(room.code, 1).balance, String(wave)])
        const late = random() < 0.3 ? servers.join(room, `late ${wave}`, servers.other) : undefined
        await Promise.all(sent)
        if (late) lates.push(await late)
      }
      const { ledger, balance, expected } = await booksOf(servers.direct, room.code)
      const { version, lostDeposits, lostWithdrawals, conflicts } = ledger.totals
      for (const client of [...players, ...lates, screen, room.host]) {
        await client.account(
          (told) => told.version === version && told.actual === balance && told.conflicts >= conflicts,
        )
        const { account, lineage } = seenBy(client.log)
        expect(account).toMatchObject({ expected, lostDeposits, lostWithdrawals, conflicts })
        expect(account.outside - ledger.totals.outside).toBe(balance - ledger.totals.wrote)
        for (const { entry, state } of lineage.nodes()) {
          const there = ledger.lineage.at(entry.version)
          expect({ entry, state }).toEqual({ entry: there?.entry, state: there?.state })
        }
      }
    },
  )

  it('keep every number right in frames that leave entries out', async () => {
    const room = await servers.room({ strategy: 'incrby', ...QUICK })
    const ana = await room.join('ana')
    const far = await servers.connect(servers.other)
    await far.enter(room.code, { kind: 'screen' })
    const keys = accountKeys(room.code, 1)
    await ana.settled(ana.fire(1))
    const [text] = (await servers.direct.command(['LRANGE', keys.journal(0), '0', '0'])) as string[]
    const most = 1300
    const entries = Array.from({ length: most - 1 }, (_, i) => {
      const [version, expected] = [i + 2, 102 + i]
      const change = { version, parent: i + 1, tx: nanoid(), seen: 101 + i, wrote: expected, expected }
      return JSON.stringify({ ...JSON.parse(text ?? '{}'), ...change })
    })
    await servers.direct.command([
      'EVAL',
      `for i, text in ipairs(ARGV) do redis.call('RPUSH', KEYS[4 + math.floor(i / 512)], text) end
       redis.call('MSET', KEYS[1], 100 + #ARGV + 1, KEYS[2], #ARGV + 1, KEYS[3], 100 + #ARGV + 1)`,
      ...['6', keys.balance, keys.version, keys.expected, keys.journal(0), keys.journal(1), keys.journal(2)],
      ...entries,
    ])
    for (const client of [ana, far, room.host]) {
      await client.account(({ version }) => version === most)
      expect(seenBy(client.log).account).toMatchObject({ applied: most, expected: 1400, actual: 1400 })
    }
    expect(far.log.some((one) => one.type === 'frame' && one.entries.length === LIMITS.entriesPerFrame)).toBe(
      true,
    )
    await ana.settled(ana.fire(1))
    await far.account(({ version }) => version === most + 1)
    expect(seenBy(far.log).account.actual).toBe(1401)
  })

  it('give each of thirty resets at once an epoch of its own, and answer every transaction meanwhile', async () => {
    const room = await servers.room({ thinkMs: 20, jitterMs: 20 })
    const tabs = await Promise.all(
      Array.from({ length: 10 }, async (_, i) => {
        const tab = await servers.connect(servers.turn(i))
        await tab.enter(room.code, { kind: 'screen' }, room.hostToken)
        return tab
      }),
    )
    const players = await Promise.all([servers.join(room, 'ana'), servers.join(room, 'bob', servers.other)])
    const fired = players.flatMap((player) =>
      Array.from({ length: 8 }, () => ({ player, tx: player.fire(50) })),
    )
    for (const tab of tabs) for (let i = 0; i < 3; i++) tab.send({ type: 'reset', opening: i })
    for (const { player, tx } of fired) {
      const { receipt } = await player.settled(tx)
      const { ledger } = await booksOf(servers.direct, room.code)
      const written = ledger.lineage.nodes().filter(({ entry }) => entry.tx === tx)
      expect(written).toHaveLength(receipt.outcome === 'applied' ? 1 : 0)
    }
    for (const client of [...players, ...tabs, room.host]) {
      await client.next('snapshot', ({ epoch }) => epoch === 31)
      expect(seenBy(client.log).epoch).toBe(31)
      expect(client.log.some(({ type }) => type === 'error')).toBe(false)
    }
    // A page that knows the epoch from the other server can book although this server has not heard of it.
    const ahead = await servers.join(room, 'eve', servers.other)
    await servers.direct.command(['HSET', `bankrun:{${room.code}}:room`, 'epoch', '32'])
    await servers.direct.command([
      'MSET',
      accountKeys(room.code, 32).balance,
      '5',
      accountKeys(room.code, 32).version,
      '0',
    ])
    await servers.direct.command(['SET', accountKeys(room.code, 32).expected, '5'])
    expect((await ahead.settled(ahead.fire(50, 32))).receipt.outcome).toBe('applied')
  })

  it('book an id once for one player, and once for each of two players', async () => {
    const room = await servers.room({ thinkMs: 30, jitterMs: 0 })
    const [ana, bob] = await Promise.all([
      servers.join(room, 'ana'),
      servers.join(room, 'bob', servers.other),
    ])
    const other = await servers.connect(servers.other)
    await other.enter(room.code, { kind: 'resume', player: ana.id, secret: ana.secret })
    const tx = nanoid()
    const again = { type: 'fire', tx, amount: 7, epoch: 1, again: true } as const
    other.send(again)
    ana.fire(50, 1, tx)
    bob.fire(50, 1, tx)
    other.fire(-150, 1, tx)
    ana.send(again)
    const [first, second] = [await ana.settled(tx), await other.settled(tx)]
    expect(first.receipt).toEqual(second.receipt)
    await bob.settled(tx)
    const { ledger } = await booksOf(servers.direct, room.code)
    expect(ledger.totals.applied).toBe(2)
    expect(
      ledger.lineage
        .nodes()
        .map(({ entry }) => entry.player)
        .sort(),
    ).toEqual([ana.id, bob.id].sort())
    for (const message of [...ana.log, ...other.log])
      if (message.type === 'settled') expect(message.receipt).toEqual(first.receipt)
  })

  it('give one outcome to a transaction fired right before a leave, a kick or a disconnection', async () => {
    const room = await servers.room({ strategy: 'watch', thinkMs: 50, jitterMs: 0 })
    const names = ['leaves', 'kicked', 'gone', 'renamed']
    const all = await Promise.all(names.map((name, i) => servers.join(room, name, servers.turn(i))))
    const [leaves, kicked, gone, renamed] = all as [
      (typeof all)[0],
      (typeof all)[0],
      (typeof all)[0],
      (typeof all)[0],
    ]
    const fired = all.map((player) => ({ player, tx: player.fire(50) }))
    leaves.send({ type: 'leave' })
    renamed.send({ type: 'rename', nickname: 'new' })
    kicked.send({ type: 'rename', nickname: 'kicked, too' })
    room.host.send({ type: 'kick', player: kicked.id })
    gone.close()
    expect((await leaves.next('ended')).reason).toBe('left')
    expect((await kicked.next('ended')).reason).toBe('kicked')
    await renamed.settled(fired[3]?.tx ?? '')
    const keys = accountKeys(room.code, 1)
    for (const { player, tx } of fired) {
      let text: unknown = null
      while (text === null) text = await servers.direct.command(['GET', keys.receipt(player.id, tx)])
      const { ledger } = await booksOf(servers.direct, room.code)
      const written = ledger.lineage.nodes().filter(({ entry }) => entry.tx === tx)
      expect(written).toHaveLength(JSON.parse(String(text)).outcome === 'applied' ? 1 : 0)
    }
  })

  it('give a client that stopped reading the right numbers when it reads again', async () => {
    const room = await servers.room({ strategy: 'incrby', ...QUICK })
    const players = await Promise.all(Array.from({ length: 20 }, (_, i) => room.join(`player ${i}`)))
    const sleeper = await servers.connect()
    await sleeper.enter(room.code, { kind: 'screen' })
    sleeper.socket.pause()
    for (let wave = 0; wave < 12; wave++)
      await Promise.all(players.flatMap((one) => [one, one, one, one, one].map((p) => p.settled(p.fire(1)))))
    sleeper.socket.resume()
    const { totals } = (await booksOf(servers.direct, room.code)).ledger
    await sleeper.account(({ version }) => version === totals.version)
    expect(seenBy(sleeper.log).account).toMatchObject({ applied: 1200, actual: 1300, expected: 1300 })
  })
})
