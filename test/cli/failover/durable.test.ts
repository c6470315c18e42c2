import { afterEach, describe, expect, it } from 'vitest'
import { connect } from '../../../server/redis/connect.ts'
import { replicasWith } from '../../../server/redis/replicas-with.ts'
import { openTestEngine } from '../../support/engines.ts'
import { redisServerPath } from '../../support/machine.ts'
import { openRoom, startServer } from '../../support/server.ts'
import { named, openStricken, rewound, type Stricken } from './stricken.ts'

describe.skipIf(!redisServerPath && !process.env.CI)('a durable room', () => {
  let open: Stricken | undefined
  afterEach(async () => {
    await open?.close()
    open = undefined
  })

  it('loses only writes whose players were told that no replica had confirmed them', async () => {
    open = await openStricken({ durable: true })
    const { room, hold, failOver, booked } = open
    const ana = await room.join('ana')
    const confirmed = [50, 50, 50].map((amount) => ana.fire(amount))
    for (const tx of confirmed) expect(await ana.settled(tx)).toMatchObject({ replicas: 1 })
    await hold()
    const alone = [50, 50].map((amount) => ana.fire(amount))
    for (const tx of alone)
      expect(await ana.settled(tx)).toMatchObject({ receipt: { outcome: 'applied' }, replicas: 0 })
    await failOver()
    const told = await rewound(ana)
    expect(named(told.forgotten).sort()).toEqual(alone.sort())
    expect(told.forgotten).toMatchObject([{ replicas: 0 }, { replicas: 0 }])
    expect((await booked()).sort()).toEqual(confirmed.sort())
  })

  it('does not report a write as applied when the primary dies before a replica has it', async () => {
    open = await openStricken({ durable: true })
    const { room, hold, failOver, booked } = open
    const ana = await room.join('ana')
    await hold()
    const tx = ana.fire(50)
    // The write is booked and in the frames; its player has no outcome yet.
    await room.host.account(({ version }) => version === 1)
    await failOver()
    expect((await ana.settled(tx)).receipt).toMatchObject({ outcome: 'failed', why: 'no-answer' })
    await ana.account(({ version }) => version === 0)
    expect(await booked()).toEqual([])
    const said = ana.log.filter((message) => message.type === 'rewound')
    expect(said.flatMap(({ forgotten }) => forgotten)).toEqual([])
  })

  it('counts no replicas for a key that is missing in the Redis that was asked', async () => {
    const engine = await openTestEngine('local')
    const wire = await connect('ioredis', engine.url)
    try {
      await wire.command(['SET', 'here', '1'])
      expect(await replicasWith(wire, 'here', 10)).toBe(0)
      expect(await replicasWith(wire, 'gone', 10)).toBeUndefined()
    } finally {
      await wire.close()
      await engine.close()
    }
  })

  it.each(['local', 'embedded'] as const)(
    'is refused on a %s engine, which has no replica',
    async (engine) => {
      const server = await startServer(engine)
      const room = await openRoom(server.port)
      try {
        room.host.send({ type: 'configure', durable: true })
        expect(await room.host.error('configure')).toBe('no-replica')
      } finally {
        room.close()
        await server.close()
      }
    },
  )
})
