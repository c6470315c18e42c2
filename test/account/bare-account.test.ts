import { nanoid } from 'nanoid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createBareAccount } from '../../server/account/bare-account.ts'
import { createSharedResources } from '../../server/account/shared-resources.ts'
import type { Engine } from '../../server/engine/engine.ts'
import { connect } from '../../server/redis/connect.ts'
import type { Wire } from '../../server/redis/wire.ts'
import { distinctEngines, openTestEngine } from '../support/engines.ts'

const BOTH = `redis.call('MSET', KEYS[1], '1', KEYS[2], '1')`

describe.each(distinctEngines)('a bare account on the %s engine', (kind) => {
  let engine: Engine
  let wire: Wire
  beforeAll(async () => {
    engine = await openTestEngine(kind)
    wire = await connect('redis', engine.endpoint)
  })
  afterAll(async () => {
    await wire.close()
    await engine.close()
  })

  it.each<[string, (account: ReturnType<typeof createBareAccount>) => Promise<unknown>]>([
    ['SET NX', (account) => account.lock.set('ana')],
    ['a script for the lock', (account) => account.lock.eval(BOTH)],
    [
      'a script for the lock that fails half-way',
      (account) => expect(account.lock.eval(`${BOTH} redis.call('NO')`)).rejects.toThrow(),
    ],
    [
      'a script of the account',
      (account) => account.eval(`redis.call('MSET', KEYS[3], '1', KEYS[4], '1') return 'rejected'`),
    ],
  ])('has a lock without a TTL by %s, and Redis drops it a day later', async (_, take) => {
    const balanceKey = `bankrun:{${nanoid(10)}}:1:balance`
    const account = createBareAccount(
      { id: nanoid(), player: 'ana', amount: 50 },
      { wire, balanceKey, resources: createSharedResources(wire, balanceKey) },
      { noOverdraft: false, maxAttempts: 3 },
    )
    await take(account)
    expect(await account.lock.pttl()).toBe(-1)
    const keys = (await wire.command(['KEYS', `${balanceKey}*`])) as string[]
    expect(keys).toContain(`${balanceKey}:lock`)
    for (const key of keys) expect(Number(await wire.command(['PTTL', key])), key).toBeGreaterThan(80_000_000)
  })
})
