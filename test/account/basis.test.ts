import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { NotSeen, type Seen } from '../../server/account/account.ts'
import type { RecordedAccount } from '../../server/account/recorded-account.ts'
import type { Engine } from '../../server/engine/engine.ts'
import type { Entry, Receipt } from '../../shared/journal.ts'
import { type Bank, openBank, recorded } from '../support/bank.ts'
import { distinctEngines, openTestEngine } from '../support/engines.ts'

/* What a write built on. ana deposits 50 in all of these, the account opens with 100. */

const SET = `redis.call('SET', KEYS[1], ARGV[1])`

/** What the journal says of what a write built on; the test fails when nothing was booked. */
function basisOf(answer: Receipt | 'conflict' | 'rejected') {
  if (typeof answer === 'string' || answer.outcome !== 'applied') throw new Error(JSON.stringify(answer))
  const { basis, parent, seen, wrote, either }: Entry = answer.entry
  return { basis, parent, seen, wrote, ...(either !== undefined && { either }) }
}

describe.each(distinctEngines)('on the %s engine,', (kind) => {
  let engine: Engine
  let bank: Bank
  let ana: RecordedAccount
  beforeAll(async () => {
    engine = await openTestEngine(kind)
  })
  beforeEach(async () => {
    bank = await openBank(kind === 'local' ? 'redis' : 'ioredis', engine.url)
    ana = recorded(bank, bank.tx('ana', 50))
  })
  afterEach(async () => {
    // Whatever they did: luck + outside = actual − expected.
    const { totals, standing } = await bank.ledger()
    const luck = ['ana', 'bob'].map(standing).reduce((sum, one) => sum + one.effect - one.acknowledged, 0)
    expect(luck + totals.outside).toBe(Number(await bank.balance()) - totals.expected)
    await bank.close()
  })
  afterAll(() => engine.close())

  /** The next version, by another transaction. */
  const bob = (amount: number) => recorded(bank, bank.tx('bob', amount)).incrBy(amount)

  describe('a SET', () => {
    it('built on the read that it hands over when the sum fits that', async () => {
      const seen = await ana.get()
      await bob(10)
      await ana.get()
      expect(basisOf(await ana.set(150, seen))).toEqual({ basis: 'read', parent: 0, seen: 100, wrote: 150 })
    })

    it('built on an earlier read when the sum fits that one instead', async () => {
      await ana.get()
      await bob(10)
      const seen = await ana.get()
      expect(basisOf(await ana.set(150, seen))).toEqual({ basis: 'read', parent: 0, seen: 100, wrote: 150 })
    })

    it('built on the newest of the equal reads that the sum fits', async () => {
      await ana.get()
      await bob(10)
      await bob(-10)
      await ana.get()
      await bob(5)
      const seen = await ana.get()
      expect(basisOf(await ana.set(150, seen))).toMatchObject({ parent: 2, seen: 100 })
    })

    it('built on the read that it hands over when the sum fits none', async () => {
      await bob(10)
      const seen = await ana.get()
      expect(basisOf(await ana.set(777, seen))).toEqual({ basis: 'read', parent: 1, seen: 110, wrote: 777 })
    })

    it('in a MULTI block is held to the same rules', async () => {
      const answer = await ana.lease(async (connection) => {
        const first = await connection.get()
        await bob(10)
        await connection.get()
        await expect(
          connection
            .multi()
            .set(1, { ...first, version: 7 })
            .exec(),
        ).rejects.toThrow(NotSeen)
        return connection.multi().set(150, first).exec()
      })
      expect(basisOf(answer)).toEqual({ basis: 'read', parent: 0, seen: 100, wrote: 150 })
    })

    it.each<[string, (bank: Bank) => Promise<Seen> | Seen]>([
      ['made up', () => ({ balance: 100, version: 3, at: 0 })],
      ['changed', async () => ({ ...(await ana.get()), balance: 101 })],
      [
        'read by another transaction',
        async (bank) => {
          const seen = await recorded(bank, bank.tx('bob', 10)).get()
          await bob(10)
          await ana.get()
          return seen
        },
      ],
    ])('is refused when what it hands over was %s, and nothing is written', async (_, read) => {
      const seen = await read(bank)
      const before = await bank.balance()
      await expect(ana.set(150, seen)).rejects.toThrow(
        `set was handed a balance of ${seen.balance} in version ${seen.version}, which get() has not told this transaction`,
      )
      expect(await bank.balance()).toBe(before)
      expect(await bank.wire.command(['GET', bank.keys.version])).toBe(before === '110' ? '1' : '0')
    })
  })

  it.each<[string, () => Promise<Receipt | 'conflict'>]>([
    ['by itself', () => ana.incrBy(50)],
    ['in a MULTI block', () => ana.lease((connection) => connection.multi().incrBy(50).exec())],
    ['without the key', () => ana.withoutKey.incrBy(50)],
  ])('an INCRBY %s built on what it met', async (_, write) => {
    await ana.get()
    await bob(10)
    expect(basisOf(await write())).toEqual({ basis: 'met', parent: 1, seen: 110, wrote: 160 })
  })

  describe('a script that writes without a look at the balance', () => {
    it('built on nothing when its transaction has read nothing, and loses everything before it', async () => {
      await bob(10)
      expect(basisOf(await ana.eval(SET, 150))).toEqual({
        basis: 'nothing',
        parent: 0,
        seen: 110,
        wrote: 150,
      })
      const { totals, standing } = await bank.ledger()
      expect(standing('bob')).toMatchObject({ acknowledged: 10, effect: 0, lost: 1 })
      expect(totals).toMatchObject({ expected: 160, lostDeposits: { count: 1, sum: 10 }, outside: 0 })
    })

    it("built on its transaction's only get()", async () => {
      await ana.get()
      await bob(10)
      expect(basisOf(await ana.eval(SET, 150))).toEqual({ basis: 'read', parent: 0, seen: 100, wrote: 150 })
    })

    it.each<[string, number, object]>([
      ['fits both no better', 777, { parent: 1, seen: 110 }],
      ['fits that', 160, { parent: 1, seen: 110 }],
      ['fits the one before, and then on that', 150, { parent: 0, seen: 100 }],
    ])('built on the last of two when the sum %s', async (_, wrote, built) => {
      await ana.get()
      await bob(10)
      await ana.get()
      await bob(1)
      expect(basisOf(await ana.eval(SET, wrote))).toEqual({ basis: 'read', wrote, ...built })
    })

    it.each([
      `${SET} redis.call('GET', KEYS[1])`,
      `${SET} redis.call('INCRBY', KEYS[1], 5) redis.call('DECRBY', KEYS[1], 5)`,
      `redis.call('MSET', KEYS[1], ARGV[1]) redis.call('SET', KEYS[1], ARGV[1], 'GET')`,
      `redis.call('DEL', KEYS[1]) redis.call('INCRBY', KEYS[1], ARGV[1])`,
      `redis.call('SETEX', KEYS[1], 99, ARGV[1])`,
      `redis.call('SET', KEYS[1], ARGV[1], 'XX', 'KEEPTTL')`,
      `redis.call('EXISTS', KEYS[1]) redis.call('ttl', KEYS[1]) redis.call('TYPE', KEYS[1]) ${SET}`,
      `redis.call('GET', KEYS[2]) ${SET}`,
      `redis.pcall('LPUSH', KEYS[1], 1) ${SET}`,
    ])('is also this one: %s', async (script) => {
      await ana.get()
      await bob(10)
      expect(basisOf(await ana.eval(script, 150))).toEqual({
        basis: 'read',
        parent: 0,
        seen: 100,
        wrote: 150,
      })
    })
  })

  describe('a script that has looked at the balance', () => {
    it.each<[script: string, wrote: number]>([
      [`redis.call('SET', KEYS[1], redis.call('GET', KEYS[1]) + 50)`, 160],
      [`redis.call('set', KEYS[1], redis.call('get', KEYS[1]) + 50)`, 160],
      [`redis.call('SET', KEYS[1], redis.pcall('GET', KEYS[1]) + 50)`, 160],
      [`local call = redis.call call('SET', KEYS[1], call('GET', KEYS[1]) + 50)`, 160],
      [`redis.call('SET', KEYS[1], redis.call('MGET', KEYS[2], KEYS[1])[2] + 50)`, 160],
      [`redis.call('INCRBY', KEYS[1], 50)`, 160],
      [`redis.call('DECRBY', KEYS[1], 50)`, 60],
      [`redis.call('INCR', KEYS[1])`, 111],
      [`redis.call('APPEND', KEYS[1], '0')`, 1100],
      [`redis.call('SETRANGE', KEYS[1], 2, '9')`, 119],
      [`redis.call('SET', KEYS[1], redis.call('SET', KEYS[1], 0, 'GET') + 50)`, 160],
      [`redis.call('SET', KEYS[1], redis.call('GETSET', KEYS[1], 0) + 50)`, 160],
      [`redis.call('SET', KEYS[1], redis.call('GETDEL', KEYS[1]) + 50)`, 160],
      [`redis.call('SET', KEYS[1], redis.call('STRLEN', KEYS[1]))`, 3],
    ])('built on what it met: %s', async (script, wrote) => {
      await ana.get()
      await bob(10)
      expect(basisOf(await ana.eval(script))).toEqual({ basis: 'met', parent: 1, seen: 110, wrote })
    })

    it.each<[string, number, object]>([
      ['does not fit and an earlier read does', 150, { basis: 'read', parent: 0, seen: 100 }],
      ['fits', 160, { basis: 'met', parent: 1, seen: 110 }],
      ['fits nothing', 777, { basis: 'met', parent: 1, seen: 110 }],
    ])('for show builds on what it met unless the sum %s', async (_, wrote, built) => {
      await ana.get()
      await bob(10)
      expect(basisOf(await ana.eval(`redis.call('GET', KEYS[1]) ${SET}`, wrote))).toEqual({
        wrote,
        ...built,
      })
    })

    it('may have built on either when it met what had been read in another version', async () => {
      await ana.get()
      await bob(10)
      await bob(-10)
      expect(basisOf(await ana.eval(`redis.call('INCRBY', KEYS[1], 50)`))).toEqual({
        basis: 'met',
        parent: 2,
        seen: 100,
        wrote: 150,
        either: 0,
      })
    })

    it('built on one thing only when it met the version that was read', async () => {
      await ana.get()
      expect(basisOf(await ana.eval(`redis.call('INCRBY', KEYS[1], 50)`))).not.toHaveProperty('either')
    })
  })
})
