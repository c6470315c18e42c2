import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Account, LeasedAccount } from '../../server/account/account.ts'
import { createRecordedAccount } from '../../server/account/recorded-account.ts'
import { createStep } from '../../server/account/step.ts'
import type { Engine } from '../../server/engine/engine.ts'
import { execute, settle } from '../../server/transaction/execute.ts'
import { type Bank, openBank } from '../support/bank.ts'
import { openTestEngine, provenEngines } from '../support/engines.ts'
import { account, hosting, seen, step, tx } from '../support/host-strategy.ts'
import { fileOf } from '../support/own-strategies.ts'

/* The verbs of a strategy in a thread. The strategy asserts itself; a failed assertion fails the test with its line. */

const { host, problems } = hosting()
const ASSERT = `import assert from 'node:assert/strict'`

describe.each(provenEngines)('on the %s engine, a strategy in a thread', (kind) => {
  let engine: Engine
  let bank: Bank
  beforeAll(async () => {
    engine = await openTestEngine(kind)
  })
  beforeEach(async () => {
    bank = await openBank(kind === 'local' ? 'redis' : 'ioredis', engine.url)
  })
  afterEach(() => bank.close())
  afterAll(() => engine.close())

  /** Runs a transaction of 50 with that as the body of `update`. */
  async function ran(body: string) {
    const strategy = await host(fileOf(`${body}\nreturn account.incrBy(tx.amount)`, ASSERT))
    const receipt = await execute(bank.execution(bank.tx('ana', 50), strategy))
    expect(problems).toEqual([])
    expect(receipt).toMatchObject({ outcome: 'applied' })
  }

  it('has keys of its own, which the next transaction finds; they are in the slot of the room and expire', async () => {
    await ran(`const own = account.key('my-key')
assert.equal(await own.get(), null)
assert.equal(await own.set('one'), true)
assert.equal(await own.set('two', { nx: true }), false)
assert.equal(await own.get(), 'one')
assert.equal(await own.del(), true)
assert.equal(await own.del(), false)
assert.equal(await own.set(7, { nx: true, px: 60_000 }), true)
assert.equal(await own.incr(), 8)
assert.equal(await account.key('count').incr(), 1)
assert.equal(await account.key('none').expire(1000), false)
const table = account.key('table')
assert.equal(await table.hget('ana'), null)
await table.hset('ana', 'here')
await table.hset('bob', 2)
assert.equal(await table.hget('ana'), 'here')
assert.equal(await table.hget('bob'), '2')
assert.equal(await table.expire(5000), true)`)
    await ran(`assert.equal(await account.key('my-key').get(), '8')
assert.equal(await account.key('count').incr(), 2)
assert.equal(await account.key('table').hget('ana'), 'here')`)
    const left = async (name: string) => Number(await bank.wire.command(['PTTL', bank.keys.own(name)]))
    expect(bank.keys.own('my-key')).toContain(`{${bank.code}}:1:`)
    expect(await left('my-key')).toBeGreaterThan(30_000)
    expect(await left('my-key')).toBeLessThanOrEqual(60_000)
    expect(await left('table')).toBeLessThanOrEqual(5000)
    expect(await left('count')).toBeGreaterThan(80_000_000)
  })

  it('has a lock with or without a TTL, and can set the TTL later', async () => {
    await ran(`const { lock } = account
assert.equal(await lock.pttl(), -2)
assert.equal(await lock.expire(1000), false)
assert.equal(await lock.set('ana'), true)
assert.equal(await lock.set('bob'), false)
assert.equal(await lock.set('bob', 1000), false)
assert.equal(await lock.pttl(), -1)
assert.equal(await lock.expire(60_000), true)
const left = await lock.pttl()
assert.ok(left > 30_000 && left <= 60_000, String(left))
await lock.del()
assert.equal(await lock.set('bob', 5000), true)
assert.ok(await lock.pttl() <= 5000)
await lock.eval("redis.call('DEL', KEYS[1])")
assert.equal(await lock.pttl(), -2)`)
  })

  it.each([
    ['SET NX', `await account.lock.set('ana')`],
    ['a script for the lock', `await account.lock.eval("redis.call('MSET', KEYS[1], 'ana', KEYS[2], '1')")`],
    [
      'a script for the lock that fails half-way',
      `await assert.rejects(account.lock.eval("redis.call('SET', KEYS[1], 'ana') redis.call('NO')"))`,
    ],
    [
      'a script that removes the TTL',
      `await account.lock.set('ana', 1000)
await account.lock.eval("redis.call('PERSIST', KEYS[1])")`,
    ],
    [
      'a script of the account',
      `await account.eval("redis.call('MSET', KEYS[3], 'ana', KEYS[4], '1') return 'rejected'")`,
    ],
  ])('has a lock without a TTL by %s, and Redis drops it a day later', async (_, body) => {
    await ran(`${body}
assert.equal(await account.lock.pttl(), -1)`)
    const keys = (await bank.wire.command(['KEYS', `bankrun:{${bank.code}}*`])) as string[]
    expect(keys).toContain(bank.keys.lock)
    for (const key of keys) expect(Number(await bank.wire.command(['PTTL', key])), key).toBeGreaterThan(0)
    expect(Number(await bank.wire.command(['PTTL', bank.keys.lock]))).toBeGreaterThan(80_000_000)
  })

  it('is told the line of its own script that failed', async () => {
    await ran(`await assert.rejects(account.lock.eval("local a = 1\\nredis.call('NO')"), /user_script:2\\D/)`)
  })

  it('keeps its lock alive with a timer of its own until it has ended', async () => {
    const strategy = await host(
      fileOf(`await account.lock.set('me', 5000)
let held = true
const renew = async () => {
  while (held) {
    await step('renew')
    if (held) await account.lock.expire(60_000)
  }
}
renew().catch(() => {})
try {
  await step('think')
  return await account.incrBy(tx.amount)
} finally {
  held = false
  await account.lock.del()
}`),
    )
    const timers: (() => void)[] = []
    const left = () => bank.wire.command(['PTTL', bank.keys.lock])
    const seam = createStep(async (point) => {
      if (point === 'renew') return new Promise<void>((resolve) => void timers.push(resolve))
      await expect.poll(() => timers.length).toBe(1)
      timers[0]?.()
      await expect.poll(left).toBeGreaterThan(5000)
      await expect.poll(() => timers.length).toBe(2)
    })
    const execution = bank.execution(bank.tx('ana', 50), strategy)
    const recorded = createRecordedAccount(execution)
    expect(await settle(execution, recorded, seam, recorded.progress)).toMatchObject({ outcome: 'applied' })
    timers[1]?.()
    await strategy.idle()
    expect(await left()).toBe(-2)
    expect(problems).toEqual([])
  })

  it('gets the time of Redis in milliseconds', async () => {
    const now = async () => {
      const [seconds, micros] = (await bank.wire.command(['TIME'])) as [string, string]
      return Number(seconds) * 1000 + Math.floor(Number(micros) / 1000)
    }
    const before = await now()
    await ran(`await account.key('at').set(await account.time())`)
    const stored = Number(await bank.wire.command(['GET', bank.keys.own('at')]))
    expect(stored).toBeGreaterThanOrEqual(before)
    expect(stored).toBeLessThanOrEqual(await now())
  })

  it('takes its booking back', async () => {
    const strategy = await host(fileOf(`await account.incrBy(tx.amount)\nreturn account.takeBack()`))
    const sent = bank.tx('ana', -80)
    expect(await execute(bank.execution(sent, strategy))).toMatchObject({
      outcome: 'rejected',
      why: 'taken-back',
    })
    expect(await bank.balance()).toBe('100')
    const { totals, booking } = await bank.ledger()
    expect(totals).toMatchObject({ version: 2, expected: 100, applied: 0 })
    expect(booking('ana', sent.id)).toMatchObject({ effect: 0, takenBack: true })
  })
})

describe('a strategy in a thread', () => {
  it('calls setIfEq on the account, on withoutKey, and on a connection', async () => {
    const asked: unknown[] = []
    const setIfEq = (where: string) => async (balance: number, read: unknown) => {
      asked.push([where, balance, read])
      return where === 'connection' ? 'the receipt' : ('conflict' as const)
    }
    const lease: Account<string>['lease'] = (work) =>
      work({ setIfEq: setIfEq('connection') } as LeasedAccount<string>)
    const withoutKey = { ...account({}).withoutKey, setIfEq: setIfEq('without the key') }
    const { update } = await host(
      fileOf(
        `const seen = await account.get()
assert.equal(await account.setIfEq(150, seen), 'conflict')
assert.equal(await account.withoutKey.setIfEq(151, seen), 'conflict')
return account.lease((connection) => connection.setIfEq(152, seen))`,
        ASSERT,
      ),
    )
    const answer = await update(account({ setIfEq: setIfEq('account'), lease, withoutKey }), tx, step)
    expect(answer).toBe('the receipt')
    expect(asked).toEqual([
      ['account', 150, seen],
      ['without the key', 151, seen],
      ['connection', 152, seen],
    ])
  })

  it('waits in step(renew) until it may renew its lock', async () => {
    const points: unknown[] = []
    const { update } = await host(fileOf(`await step('renew')\nreturn 'gave-up'`))
    expect(await update(account({}), tx, (async (point: string) => void points.push(point)) as never)).toBe(
      'gave-up',
    )
    expect(points).toEqual(['renew'])
  })
})
