import { nanoid } from 'nanoid'
import { describe, expect, it } from 'vitest'
import { accountKeys, roomKeys } from '../../server/redis/keys.ts'
import { PROTOCOL, type ServerMessage } from '../../shared/protocol.ts'
import { redisServerPath } from '../support/machine.ts'
import { QUICK, STRATEGIES, TwoServers } from '../support/two-servers.ts'

describe.skipIf(!redisServerPath && !process.env.CI)('a room whose data in Redis is changed by hand', () => {
  const servers = TwoServers.forTests()
  const last = (log: readonly ServerMessage[]) =>
    log.findLast((message) => message.type === 'frame' || message.type === 'snapshot')

  it('ends as expired when it is gone from Redis, and lets no client in again', async () => {
    const room = await servers.room(QUICK)
    const ana = await room.join('ana')
    await ana.settled(ana.fire(50))
    await servers.direct.command(['FLUSHALL'])
    expect((await ana.next('ended')).reason).toBe('expired')
    expect((await room.host.next('ended')).reason).toBe('expired')
    ana.send({
      type: 'enter',
      protocol: PROTOCOL,
      code: room.code,
      seat: { kind: 'screen' },
    })
    expect(await ana.error('enter')).toBe('unknown-room')
    const fresh = await servers.room(QUICK)
    const bob = await fresh.join('bob')
    expect((await bob.settled(bob.fire(50))).receipt.outcome).toBe('applied')
    expect(servers.server.logged).toEqual([])
  })

  it('believes the journal and not the channel: forged entries disappear at the next comparison', async () => {
    const room = await servers.room({ strategy: 'incrby', ...QUICK })
    const ana = await room.join('ana')
    const { receipt } = await ana.settled(ana.fire(50))
    if (receipt.outcome !== 'applied') throw new Error('not applied')
    const { channel } = roomKeys(room.code)
    const forge = (change: object) => {
      const entry = { ...receipt.entry, tx: nanoid(), ...change }
      return servers.direct.command(['PUBLISH', channel, JSON.stringify({ kind: 'entry', epoch: 1, entry })])
    }
    for (const text of ['', '{', 'null', '[]', '{"kind":"rob"}', '{"kind":"players"}', 'x'.repeat(100_000)])
      await servers.direct.command(['PUBLISH', channel, text])
    // Each of these alone once crashed the server, or stayed on the page for good.
    await forge({ version: 2, parent: 7 })
    await forge({ version: 2 ** 50, parent: 1 })
    await forge({ version: 1, wrote: 7 })
    await forge({ version: 2, parent: 1, amount: 1000, seen: 150, wrote: 1150, expected: 1150 })
    await forge({ version: 3, parent: 2, amount: 1000, seen: 1150, wrote: 2150, expected: 2150 })
    await ana.account(({ actual }) => actual === 2150)
    for (let i = 0; i < 3; i++) await ana.settled(ana.fire(50))
    expect(await ana.account(({ version, expected }) => version === 4 && expected === 300)).toMatchObject({
      actual: 300,
      outside: 0,
      applied: 4,
    })
    const late = await room.join('late')
    expect((await late.next('snapshot')).account).toMatchObject({ actual: 300, expected: 300, version: 4 })
    expect(ana.log.filter(({ type }) => type === 'rewound')).toEqual([])
    expect(servers.server.logged).toEqual([])
  })

  it('takes over a history that replaces the one it knows, even one with more versions', async () => {
    const room = await servers.room({ strategy: 'incrby', ...QUICK })
    const ana = await room.join('ana')
    for (let i = 0; i < 3; i++) await ana.settled(ana.fire(50))
    const keys = accountKeys(room.code, 1)
    const texts = (await servers.direct.command(['LRANGE', keys.journal(0), '0', '-1'])) as string[]
    const other = [0, 1, 2, 3, 4].map((i) => {
      const entry = { ...JSON.parse(texts[0] ?? '{}'), tx: nanoid(), version: i + 1, parent: i, amount: 1 }
      return JSON.stringify({ ...entry, seen: 100 + i, wrote: 101 + i, expected: 101 + i })
    })
    await servers.direct.command([
      'EVAL',
      `redis.call('DEL', KEYS[1]) redis.call('RPUSH', KEYS[1], unpack(ARGV))
       redis.call('MSET', KEYS[2], 105, KEYS[3], 5, KEYS[4], 105)`,
      ...['4', keys.journal(0), keys.balance, keys.version, keys.expected, ...other],
    ])
    // Acknowledged amounts stay expected, whatever the journal says now.
    expect(await ana.account(({ version }) => version === 5)).toMatchObject({
      ...{ actual: 105, expected: 255, forgotten: { count: 3, sum: 150 } },
    })
    expect((await ana.next('rewound')).yours).toHaveLength(3)
    expect((await ana.settled(ana.fire(50))).receipt).toMatchObject({ outcome: 'applied' })
    expect(await ana.account(({ version }) => version === 6)).toMatchObject({ actual: 155, applied: 9 })
  })

  it.each([
    ['the journal is deleted', (code: string) => ['DEL', accountKeys(code, 1).journal(0)]],
    ['the journal is not a list', (code: string) => ['SET', accountKeys(code, 1).journal(0), 'mine']],
    ['the version is deleted', (code: string) => ['DEL', accountKeys(code, 1).version]],
    ['the version is set ahead', (code: string) => ['SET', accountKeys(code, 1).version, '1000']],
    ['the version is set back', (code: string) => ['SET', accountKeys(code, 1).version, '1']],
    ['the balance is deleted', (code: string) => ['DEL', accountKeys(code, 1).balance]],
  ] as const)('books nothing until a reset when %s', async (_, command) => {
    const room = await servers.room({ strategy: 'incrby', ...QUICK })
    const ana = await room.join('ana')
    for (let i = 0; i < 3; i++) await ana.settled(ana.fire(50))
    await servers.direct.command(command(room.code) as [string, ...string[]])
    const { balance } = accountKeys(room.code, 1)
    const before = await servers.direct.command(['GET', balance])
    for (const strategy of STRATEGIES) {
      await room.configure({ strategy })
      expect((await ana.settled(ana.fire(50))).receipt.outcome).toBe('failed')
    }
    expect(await servers.direct.command(['GET', balance])).toBe(before)
    const told = last(ana.log)
    expect(told).toMatchObject({ account: { version: 3, expected: 250 } })
    room.host.send({ type: 'reset', opening: 7 })
    await ana.next('snapshot', ({ epoch }) => epoch === 2)
    expect((await ana.settled(ana.fire(50, 2))).receipt.outcome).toBe('applied')
    expect(await ana.account(({ version }) => version === 1)).toMatchObject({ actual: 57, expected: 57 })
    expect(servers.server.logged.length).toBeLessThan(5)
  })

  it('follows an epoch that was set back by hand, and books in it', async () => {
    const room = await servers.room({ strategy: 'incrby', ...QUICK })
    const ana = await room.join('ana')
    await ana.settled(ana.fire(50))
    room.host.send({ type: 'reset', opening: 0 })
    await ana.next('snapshot', ({ epoch }) => epoch === 2)
    await servers.direct.command(['HSET', roomKeys(room.code).room, 'epoch', '1', 'opening', '100'])
    await ana.until(() => last(ana.log)?.type === 'snapshot' && last(ana.log)?.epoch === 1, 'epoch 1 again')
    expect(last(ana.log)).toMatchObject({ account: { version: 1, actual: 150, expected: 150 } })
    expect((await ana.settled(ana.fire(50))).receipt.outcome).toBe('applied')
  })

  it('gives every key of an account a TTL of almost a day, and presence a short one', async () => {
    const room = await servers.room({ strategy: 'incrby', ...QUICK })
    const ana = await room.join('ana')
    for (const strategy of STRATEGIES) {
      await room.configure({ strategy })
      await ana.settled(ana.fire(50))
    }
    for (const key of (await servers.direct.command(['KEYS', `bankrun:{${room.code}}*`])) as string[]) {
      const seconds = Number(await servers.direct.command(['TTL', key]))
      // Nodes renew presence every few seconds, so that the players of a crashed node disappear soon.
      if (key.endsWith(':presence')) expect(seconds).toBeGreaterThan(0)
      else expect([key, seconds > 80_000]).toEqual([key, true])
    }
  })
})
