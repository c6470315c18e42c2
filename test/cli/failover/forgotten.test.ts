import { nanoid } from 'nanoid'
import { afterEach, describe, expect, it } from 'vitest'
import { createRecordedAccount } from '../../../server/account/recorded-account.ts'
import { createSharedResources } from '../../../server/account/shared-resources.ts'
import { connect } from '../../../server/redis/connect.ts'
import { accountKeys, roomKeys } from '../../../server/redis/keys.ts'
import { redisServerPath } from '../../support/machine.ts'
import { TestClient } from '../../support/player.ts'
import { named, openStricken, rewound, type Stricken, txOf } from './stricken.ts'

describe.skipIf(!redisServerPath && !process.env.CI)('after a failover', () => {
  let open: Stricken | undefined
  const stricken = async (...args: Parameters<typeof openStricken>): Promise<Stricken> => {
    open = await openStricken(...args)
    return open
  }
  afterEach(async () => {
    const logged = open?.server.logged
    await open?.close()
    open = undefined
    expect(logged ?? []).toEqual([])
  })

  it('the room names exactly the acknowledged writes that are gone, to present and later players', async () => {
    const { room, fire, hold, failOver, booked, another } = await stricken()
    const ana = await room.join('ana')
    const bob = await room.join('bob')
    await fire(ana, 50, 50, -150)
    await fire(bob, 50)
    await hold()
    const anas = await fire(ana, 50, 50, -150)
    const bobs = await fire(bob, -150, 50)
    const gone = txOf([...anas, ...bobs])
    await failOver()

    const told = await rewound(ana)
    expect((await booked()).filter((tx) => gone.includes(tx))).toEqual([])
    expect(named(told.forgotten).sort()).toEqual([...gone].sort())
    expect(named(told.yours).sort()).toEqual(txOf(anas).sort())
    expect(told).toMatchObject({
      ...{ epoch: 1, version: 4, from: { epoch: 1, version: 9 } },
      deposits: { count: 3, sum: 150 },
      withdrawals: { count: 2, sum: -300 },
    })
    expect(told.forgotten.find(({ tx }) => tx === bobs[0]?.entry.tx)).toMatchObject({
      ...{ player: bob.id, nickname: 'bob', amount: -150, version: bobs[0]?.entry.version },
    })
    expect((await rewound(room.host)).yours).toEqual([])
    // The acknowledged amounts stay expected, so the sums differ.
    expect(await ana.account(({ forgotten }) => forgotten.count === 5)).toMatchObject({
      ...{ version: 4, expected: -50, actual: 100, applied: 9, forgotten: { count: 5, sum: -150 } },
    })

    const late = await room.join('late')
    expect(named((await rewound(late)).forgotten).sort()).toEqual([...gone].sort())
    expect((await late.next('snapshot')).account).toMatchObject({ expected: -50, actual: 100 })
    // A server that started after the failover.
    const elsewhere = await TestClient.connect((await another()).port)
    await elsewhere.enter(room.code, { kind: 'screen' })
    expect(named((await rewound(elsewhere)).forgotten).sort()).toEqual([...gone].sort())
    expect((await elsewhere.next('snapshot')).account).toMatchObject({ expected: -50, actual: 100 })
    elsewhere.close()
    expect((await fire(ana, 50))[0]?.entry).toMatchObject({ version: 5, seen: 100, wrote: 150 })
  })

  it('the room finds the forgotten writes even when new versions have passed the last known one', async () => {
    const { room, redis, wire, fire, hold, booked } = await stricken()
    const ana = await room.join('ana')
    await fire(ana, 50)
    await hold()
    // The server learns of these only from the answers to its own commits.
    await wire.command(['ACL', 'SETUSER', 'default', 'resetchannels'])
    const gone = txOf(await fire(ana, 50, 50, 50))
    await redis.killPrimary()
    const aside = await connect('ioredis', redis.replicaUrl)
    await aside.command(['REPLICAOF', 'NO', 'ONE'])
    for (let i = 0; i < 5; i++) {
      const keys = accountKeys(room.code, 1)
      await createRecordedAccount({
        tx: { id: nanoid(), player: ana.id, amount: 50 },
        context: {
          ...{ wire: aside, keys, ...roomKeys(room.code), epoch: 1, node: 'aside' },
          ...{ now: Date.now, position: () => 0, resources: createSharedResources(aside, keys.balance) },
        },
        policy: { strategy: {}, noOverdraft: false, maxAttempts: 1 },
      }).incrBy(50)
    }
    await aside.close()
    await redis.promoteReplica()
    const told = await rewound(ana)
    expect(named(told.forgotten).sort()).toEqual(gone.sort())
    expect(told).toMatchObject({ version: 1, from: { version: 4 } })
    expect(await ana.account(({ version }) => version === 6)).toMatchObject({ actual: 400 })
    // At no moment did a client see equal sums.
    for (const { log } of [ana, room.host]) {
      for (const message of log) {
        if (message.type !== 'frame' && message.type !== 'snapshot') continue
        if (message.account.version === 6) expect(message.account.expected).toBe(550)
      }
    }
    expect(await booked()).toHaveLength(6)
  })

  it('all servers name the same lost writes, although each has acknowledged only a part', async () => {
    const { room, fire, hold, failOver, another } = await stricken()
    const other = await another()
    const ana = await room.join('ana')
    const bob = await TestClient.connect(other.port)
    await bob.enter(room.code, { kind: 'new', nickname: 'bob' })
    await fire(bob, 50)
    await hold()
    const gone = txOf([...(await fire(ana, 50, -150)), ...(await fire(bob, 50, 50))])
    await failOver()
    for (const client of [ana, bob, room.host]) {
      const told = await rewound(client, ({ forgotten }) => forgotten.length === 4)
      expect(named(told.forgotten).sort()).toEqual([...gone].sort())
      const account = await client.account(({ forgotten }) => forgotten.count === 4)
      expect(account).toMatchObject({ version: 1, expected: 150, actual: 150, applied: 5 })
    }
    bob.close()
  })

  it('the new primary decides a transaction in doubt, which is not named as acknowledged', async () => {
    const { room, redis, wire, fire, hold, failOver } = await stricken()
    const ana = await room.join('ana')
    await hold()
    const [known] = await fire(ana, 50)
    // Redis is busy until it dies: the next transaction gets no answer.
    void wire.command(['EVAL', 'while true do end', '0']).catch(() => {})
    const doubtful = ana.fire(50)
    await ana.next('checking', ({ tx }) => tx === doubtful)
    await failOver()
    expect(named((await rewound(ana)).forgotten)).toEqual([known?.entry.tx])
    expect((await ana.settled(doubtful)).receipt).toMatchObject({ outcome: 'failed', why: 'no-answer' })
    expect(redis.name).toMatch(/^(Redis|Valkey) /)
  })

  it('a forgotten transaction that is sent again is booked once, and is no longer forgotten', async () => {
    const { room, fire, hold, failOver, booked } = await stricken()
    const ana = await room.join('ana')
    await hold()
    const gone = txOf(await fire(ana, 50, 70))
    await failOver()
    await rewound(ana)
    const [tx = ''] = gone
    ana.log.length = 0
    ana.send({ type: 'fire', tx, amount: 50, epoch: 1, again: true })
    expect((await ana.settled(tx)).receipt).toMatchObject({ outcome: 'applied', entry: { version: 1 } })
    const told = await rewound(ana, ({ forgotten }) => forgotten.length === 1)
    expect(named(told.yours)).toEqual([gone[1]])
    expect(await ana.account(({ version }) => version === 1)).toMatchObject({ expected: 220, actual: 150 })
    ana.send({ type: 'fire', tx, amount: 50, epoch: 1, again: true })
    await fire(ana, 1)
    expect(await booked()).toHaveLength(2)
  })

  it('a write that builds on a forgotten read fails, and the room goes on', async () => {
    const { room, fire, hold, failOver } = await stricken({ strategy: 'naive' })
    const ana = await room.join('ana')
    await hold()
    await fire(ana, 50, 50)
    await room.configure({ thinkMs: 1800 })
    const stale = ana.fire(50)
    await room.host.next('frame', ({ steps }) => steps?.some(({ tx }) => tx === stale) === true)
    await failOver()
    await rewound(ana)
    expect((await ana.settled(stale)).receipt).toMatchObject({ outcome: 'failed', why: 'read-forgotten' })
    const [next] = await fire(ana, 50)
    expect(next?.entry).toMatchObject({ version: 1, parent: 0, seen: 100 })
  })

  it('a forgotten reset brings the previous account back, and the bookings after it are named', async () => {
    const { room, fire, hold, failOver } = await stricken()
    const ana = await room.join('ana')
    await fire(ana, 50)
    await hold()
    room.host.send({ type: 'reset', opening: 1000 })
    await ana.next('snapshot', ({ epoch }) => epoch === 2)
    const tx = ana.fire(70, 2)
    expect((await ana.settled(tx)).receipt.outcome).toBe('applied')
    await failOver()
    const told = await rewound(ana)
    expect(told).toMatchObject({ epoch: 1, version: 1, from: { epoch: 2, version: 1 } })
    expect(told.yours).toMatchObject([{ tx, epoch: 2, amount: 70 }])
    const { account } = await ana.next(
      'snapshot',
      ({ epoch, account }) => epoch === 1 && account.version === 1,
    )
    expect(account).toMatchObject({ expected: 150, actual: 150, forgotten: { count: 0 } })
  })
})
