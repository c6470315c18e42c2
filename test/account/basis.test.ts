import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { NotSeen, type Seen } from '../../server/account/account.ts'
import type { RecordedAccount } from '../../server/account/recorded-account.ts'
import type { Engine } from '../../server/engine/engine.ts'
import type { Entry, Receipt } from '../../shared/journal.ts'
import { type Bank, openBank, recorded } from '../support/bank.ts'
import { distinctEngines, openTestEngine } from '../support/engines.ts'

/* Which version a write builds on. In each test ana deposits 50, and the account opens with 100. */

const SET = `redis.call('SET', KEYS[1], ARGV[1])`

/** The basis of a write, as its journal entry has it; throws when the write was not applied. */
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
    // In every test: luck + outside = actual − expected.
    const { totals, standing } = await bank.ledger()
    const luck = ['ana', 'bob'].map(standing).reduce((sum, one) => sum + one.effect - one.acknowledged, 0)
    expect(luck + totals.outside).toBe(Number(await bank.balance()) - totals.expected)
    await bank.close()
  })
  afterAll(() => engine.close())

  /** Writes the next version, by another transaction. */
  const bob = (amount: number) => recorded(bank, bank.tx('bob', amount)).incrBy(amount)

  describe('a SET', () => {
    it('builds on the read that it hands over when the sum fits this read', async () => {
      const seen = await ana.get()
      await bob(10)
      await ana.get()
      expect(basisOf(await ana.set(150, seen))).toEqual({ basis: 'read', parent: 0, seen: 100, wrote: 150 })
    })

    it('builds on an earlier read when the sum fits only that one', async () => {
      await ana.get()
      await bob(10)
      const seen = await ana.get()
      expect(basisOf(await ana.set(150, seen))).toEqual({ basis: 'read', parent: 0, seen: 100, wrote: 150 })
    })

    it('builds on the newest of several equal reads that the sum fits', async () => {
      await ana.get()
      await bob(10)
      await bob(-10)
      await ana.get()
      await bob(5)
      const seen = await ana.get()
      expect(basisOf(await ana.set(150, seen))).toMatchObject({ parent: 2, seen: 100 })
    })

    it('builds on the read that it hands over when the sum fits no read', async () => {
      await bob(10)
      const seen = await ana.get()
      expect(basisOf(await ana.set(777, seen))).toEqual({ basis: 'read', parent: 1, seen: 110, wrote: 777 })
    })

    it('follows the same rules in a MULTI block', async () => {
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
        'made by another transaction',
        async (bank) => {
          const seen = await recorded(bank, bank.tx('bob', 10)).get()
          await bob(10)
          await ana.get()
          return seen
        },
      ],
    ])('is refused and writes nothing when the read that it hands over was %s', async (_, read) => {
      const seen = await read(bank)
      const before = await bank.balance()
      await expect(ana.set(150, seen)).rejects.toThrow(
        `set got a seen with balance ${seen.balance} and version ${seen.version}, which get() has not answered to this transaction`,
      )
      expect(await bank.balance()).toBe(before)
      expect(await bank.wire.command(['GET', bank.keys.version])).toBe(before === '110' ? '1' : '0')
    })
  })

  it.each<[string, () => Promise<Receipt | 'conflict'>]>([
    ['by itself', () => ana.incrBy(50)],
    ['in a MULTI block', () => ana.lease((connection) => connection.multi().incrBy(50).exec())],
    ['without the idempotency key', () => ana.withoutKey.incrBy(50)],
  ])('an INCRBY %s builds on the balance that it met', async (_, write) => {
    await ana.get()
    await bob(10)
    expect(basisOf(await write())).toEqual({ basis: 'met', parent: 1, seen: 110, wrote: 160 })
  })

  describe('a script that writes without reading the balance first', () => {
    it('builds on nothing when its transaction has read nothing, and all writes before it are lost', async () => {
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

    it("builds on its transaction's only get()", async () => {
      await ana.get()
      await bob(10)
      expect(basisOf(await ana.eval(SET, 150))).toEqual({ basis: 'read', parent: 0, seen: 100, wrote: 150 })
    })

    it.each<[string, number, object]>([
      ['second of two reads when the sum fits neither', 777, { parent: 1, seen: 110 }],
      ['second of two reads when the sum fits it', 160, { parent: 1, seen: 110 }],
      ['first of two reads when the sum fits only that', 150, { parent: 0, seen: 100 }],
    ])('builds on the %s', async (_, wrote, built) => {
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
    ])("builds on its transaction's get(), written as: %s", async (script) => {
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

  describe('a script that reads the balance before it writes', () => {
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
    ])('builds on the balance that it met: %s', async (script, wrote) => {
      await ana.get()
      await bob(10)
      expect(basisOf(await ana.eval(script))).toEqual({ basis: 'met', parent: 1, seen: 110, wrote })
    })

    it.each<[string, number, object]>([
      ['an earlier read when its sum fits only that one', 150, { basis: 'read', parent: 0, seen: 100 }],
      ['the balance that it met when its sum fits it', 160, { basis: 'met', parent: 1, seen: 110 }],
      ['the balance that it met when its sum fits no read', 777, { basis: 'met', parent: 1, seen: 110 }],
    ])('builds on %s', async (_, wrote, built) => {
      await ana.get()
      await bob(10)
      expect(basisOf(await ana.eval(`redis.call('GET', KEYS[1]) ${SET}`, wrote))).toEqual({
        wrote,
        ...built,
      })
    })

    it('is marked `either` when it met a balance that its transaction had read in another version', async () => {
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

    it('is not marked `either` when it met the version that its transaction had read', async () => {
      await ana.get()
      expect(basisOf(await ana.eval(`redis.call('INCRBY', KEYS[1], 50)`))).not.toHaveProperty('either')
    })
  })
})
