import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ScriptFailed, WroteNothing } from '../../server/account/account.ts'
import type { RecordedAccount } from '../../server/account/recorded-account.ts'
import type { Engine } from '../../server/engine/engine.ts'
import type { Receipt, Transaction } from '../../shared/journal.ts'
import { type Bank, openBank, recorded } from '../support/bank.ts'
import { distinctEngines, openTestEngine } from '../support/engines.ts'

/* A script's answers, and what it can reach. ana deposits 50; bob deposited 10 before, so the account has version 1. */

const SET = `redis.call('SET', KEYS[1], ARGV[1])`
/** Writes of a script that fails afterwards: all of them must be undone. */
const MEDDLE = `redis.call('DEL', KEYS[1]) redis.call('SET', KEYS[1], 7) redis.call('SET', KEYS[2], 99)`

describe.each(distinctEngines)('on the %s engine, a script', (kind) => {
  let engine: Engine
  let bank: Bank
  let tx: Transaction
  let ana: RecordedAccount
  beforeAll(async () => {
    engine = await openTestEngine(kind)
  })
  beforeEach(async () => {
    bank = await openBank(kind === 'local' ? 'ioredis' : 'redis', engine.url)
    await recorded(bank, bank.tx('bob', 10)).incrBy(10)
    tx = bank.tx('ana', 50)
    ana = recorded(bank, tx)
  })
  afterEach(() => bank.close())
  afterAll(() => engine.close())

  /** Balance and version are unchanged, and there is no receipt and no new entry. */
  async function expectUntouched() {
    const { balance, version, expected } = bank.keys
    expect(await bank.wire.command(['MGET', balance, version, expected])).toEqual(['110', '1', '110'])
    expect(Number(await bank.wire.command(['TTL', balance]))).toBeGreaterThan(80_000)
    expect(await bank.wire.command(['EXISTS', bank.keys.receipt('ana', tx.id)])).toBe(0)
    expect((await bank.ledger()).totals.version).toBe(1)
  }

  it.each<[answer: string, told: string]>([
    [`redis.error_reply('no')`, 'an error (ERR no)'],
    [`{ err = 'My own' }`, 'an error (My own)'],
    [`redis.status_reply('fine')`, 'the status fine'],
    [`redis.call('SET', KEYS[1], 150)`, 'the status OK'],
    [`redis.call('INCRBY', KEYS[1], 50)`, '57'],
    [`'yes'`, "'yes'"],
    [`'Conflict'`, "'Conflict'"],
    ['true', 'true'],
    ['false', 'false'],
    ['{ 150 }', 'a table'],
  ])('fails when it returns %s, and its writes are undone', async (answer, told) => {
    const failed = ana.eval(`${MEDDLE} return ${answer}`)
    await expect(failed).rejects.toThrow(ScriptFailed)
    await expect(failed).rejects.toThrow(
      `the script returned ${told}: it returns nothing, 'conflict' or 'rejected'`,
    )
    await expectUntouched()
  })

  it.each<[what: string, script: string, told: RegExp]>([
    ['raises an error', `${MEDDLE}\nerror('oops')`, /^user_script:2: oops/],
    ['raises a table', `${MEDDLE} error({ err = 'oops' })`, /oops/],
    ['calls a command that fails', `${MEDDLE} redis.call('LPUSH', KEYS[1], 1)`, /WRONGTYPE/],
    ['calls an unknown command', `${MEDDLE} redis.call('NONSENSE')`, /nknown/],
    ['computes with a nil', `${MEDDLE}\n\nlocal sum = 1 + nothing`, /user_script:3: .*nothing/],
  ])('fails when it %s, and its writes are undone', async (_, script, told) => {
    const failed = ana.eval(script)
    await expect(failed).rejects.toThrow(ScriptFailed)
    await expect(failed).rejects.toThrow(told)
    await expectUntouched()
  })

  it.each([
    ['conflict', 'conflict'],
    ['rejected', { outcome: 'rejected', why: 'overdraft' }],
  ])('may return %s to its strategy, and its writes are undone', async (answer, told) => {
    const answered = await ana.eval(`${MEDDLE} return '${answer}'`)
    if (typeof told === 'string') expect(answered).toBe(told)
    else expect(answered).toMatchObject(told)
    await expectUntouched()
  })

  it('is rejected when its balance is beyond the limits, and its writes are undone', async () => {
    const answered = await ana.eval(`redis.call('SET', KEYS[1], '99999999999999')`)
    expect(answered).toMatchObject({ outcome: 'rejected', why: 'beyond-limits', met: { balance: 110 } })
    await expectUntouched()
  })

  it.each([
    [`redis.call('SET', KEYS[1], '1.5')`, "the write left '1.5' as the balance, which is not a whole number"],
    [
      `redis.call('SET', KEYS[1], '0150')`,
      "the write left '0150' as the balance, which is not a whole number",
    ],
    [`redis.call('DEL', KEYS[1])`, 'the write left no balance'],
    [`redis.call('DEL', KEYS[1]) redis.call('LPUSH', KEYS[1], '1')`, 'the write left no balance'],
  ])('fails and is undone when it leaves no whole number as the balance: %s', async (script, told) => {
    await expect(ana.eval(script)).rejects.toThrow(told)
    await expectUntouched()
  })

  it.each<[what: string, script: string]>([
    ['forgets its SET', `local balance = redis.call('GET', KEYS[1]) + 50`],
    ['writes only another key', `redis.call('SET', KEYS[4], ARGV[1])`],
    ['sets the balance with NX', `redis.call('SET', KEYS[1], ARGV[1], 'NX')`],
    ['does nothing', ''],
    ['does not return its conflict', `if redis.call('GET', KEYS[1]) == '100' then ${SET} end`],
    ['ignores that its write fails', `redis.pcall('LPUSH', KEYS[1], ARGV[1])`],
  ])('fails with WroteNothing and books nothing when it %s', async (_, script) => {
    await expect(ana.eval(script, 150)).rejects.toThrow(WroteNothing)
    await expectUntouched()
  })

  it.each<[what: string, write: () => Promise<unknown>]>([
    ['a SET of the balance that it met', () => ana.eval(SET, 110)],
    ['incrBy(0)', () => ana.incrBy(0)],
    ['an INCRBY of 0', () => ana.eval(`redis.call('INCRBY', KEYS[1], 0)`)],
  ])('or a verb that leaves the balance as it was books 0, a wrong amount: %s', async (_, write) => {
    await ana.get()
    expect(await write()).toMatchObject({ outcome: 'applied', entry: { seen: 110, wrote: 110, amount: 50 } })
    const { totals, standing } = await bank.ledger()
    expect(totals).toMatchObject({ expected: 160, wrong: { count: 1, sum: -50 } })
    expect(standing('ana')).toMatchObject({ acknowledged: 50, effect: 0 })
    expect(await bank.balance()).toBe('110')
  })

  it('or a verb that adds twice the amount books a wrong amount', async () => {
    await ana.incrBy(100)
    const { totals, standing } = await bank.ledger()
    expect(totals).toMatchObject({ expected: 160, wrong: { count: 1, sum: 50 } })
    expect(standing('ana')).toMatchObject({ acknowledged: 50, effect: 100 })
  })

  it('sees four KEYS and its own ARGV, and cannot reach the locals or globals of the commit script', async () => {
    const { balance, version, lock, fence } = bank.keys
    const keys = [balance, version, lock, fence].map((key) => `'${key}'`).join(', ')
    const hidden = ['record', 'receipt', 'watched', 'run_strategy', 'strategy', 'told', 'journal', 'before']
    const seen = await ana.eval(
      `
      for i, key in ipairs({ ${keys} }) do assert(KEYS[i] == key, 'KEYS ' .. i) end
      assert(#KEYS == 4 and KEYS[5] == nil, 'there are more KEYS')
      assert(#ARGV == 2 and ARGV[1] == '150' and ARGV[2] == '-3' and ARGV[3] == nil, 'ARGV')
      ${hidden.map((name) => `do local ok, found = pcall(function() return ${name} end) assert(not ok or found == nil, '${name}') end`).join('\n')}
      assert(load == nil and loadstring == nil, 'it may run text')
      assert(_G.redis == nil and _G.KEYS == nil, '_G')
      ${SET}`,
      150,
      -3,
    )
    expect(seen).toMatchObject({ outcome: 'applied', entry: { wrote: 150 } })
  })

  it.each([
    `_G.redis.call('SET', KEYS[1], redis.call('GET', KEYS[1]) + 50)`,
    `loadstring("redis.call('INCRBY', KEYS[1], 50)")()`,
    `_G.redis.call('SET', KEYS[1], 150)`,
  ])('fails when it bypasses the recorder: %s', async (script) => {
    await expect(ana.eval(script)).rejects.toThrow(/attempt to (index|call)/)
    await expectUntouched()
  })

  it('can use redis.log, redis.sha1hex, cjson, math and coroutine', async () => {
    const answered: Receipt | 'conflict' | 'rejected' = await ana.eval(`
      redis.log(redis.LOG_DEBUG, 'hello')
      local digest = redis.sha1hex(cjson.encode({ 1 }))
      assert(#digest == 40 and cjson.decode('[2]')[1] == 2 and math.floor(1.5) == 1)
      local each = coroutine.wrap(function() coroutine.yield(redis.call('GET', KEYS[1])) end)
      redis.call('SET', KEYS[1], tonumber(each()) + 50)`)
    expect(answered).toMatchObject({ entry: { basis: 'met', wrote: 160 } })
  })
})
