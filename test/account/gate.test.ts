import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { RecordedAccount } from '../../server/account/recorded-account.ts'
import type { Engine } from '../../server/engine/engine.ts'
import type { Receipt, Transaction } from '../../shared/journal.ts'
import { type Bank, openBank, recorded } from '../support/bank.ts'
import { distinctEngines, openTestEngine } from '../support/engines.ts'

type Written = Promise<Receipt | 'conflict' | 'rejected'>
/** Every kind of write. */
const WRITES: Record<string, (account: RecordedAccount, tx: Transaction) => Written> = {
  SET: async (account, { amount }) => {
    const seen = await account.get()
    return account.set(seen.balance + amount, seen)
  },
  INCRBY: (account, { amount }) => account.incrBy(amount),
  'SET in a MULTI block': (account, { amount }) =>
    account.lease(async (connection) => {
      const seen = await connection.get()
      return connection
        .multi()
        .set(seen.balance + amount, seen)
        .exec()
    }),
  'INCRBY in a MULTI block': (account, { amount }) =>
    account.lease((connection) => connection.multi().incrBy(amount).exec()),
  'a Lua script': (account, { amount }) => account.eval(`redis.call('INCRBY', KEYS[1], ARGV[1])`, amount),
  'INCRBY without the idempotency key': (account, { amount }) => account.withoutKey.incrBy(amount),
}

describe.each(distinctEngines)('on %s, the account of a round that is over', (kind) => {
  let engine: Engine
  let bank: Bank
  beforeAll(async () => {
    engine = await openTestEngine(kind)
  })
  beforeEach(async () => {
    bank = await openBank('ioredis', engine.url)
  })
  afterEach(() => bank.close())
  afterAll(() => engine.close())

  const setRoom = (...fields: string[]) => bank.wire.command(['HSET', bank.context.room, ...fields])
  const stored = () => bank.wire.command(['MGET', bank.keys.balance, bank.keys.version, bank.keys.expected])

  it.each(Object.keys(WRITES))('refuses %s, and nothing of it changes', async (write) => {
    await setRoom('gate', 'closed')
    const tx = bank.tx('ana', 50)
    const answer = await WRITES[write]?.(recorded(bank, tx), tx)
    expect(answer).toMatchObject({ outcome: 'failed', why: 'round-over' })
    expect(await stored()).toEqual(['100', '0', '100'])
    await setRoom('gate', '')
    expect(await WRITES[write]?.(recorded(bank, tx), tx)).toMatchObject({ outcome: 'applied' })
  })

  it('refuses a take-back: the booking stays as it was when the account was closed', async () => {
    const tx = bank.tx('ana', 50)
    const account = recorded(bank, tx, { takesBack: true })
    await account.incrBy(50)
    await setRoom('gate', 'closed')
    expect(await account.takeBack()).toMatchObject({ outcome: 'failed', why: 'round-over' })
    expect(await stored()).toEqual(['150', '1', '150'])
  })

  it('answers with the stored outcome of a transaction that was booked before', async () => {
    const tx = bank.tx('ana', 50)
    const receipt = await recorded(bank, tx).incrBy(50)
    await setRoom('gate', 'closed')
    expect(await recorded(bank, tx).incrBy(50)).toEqual(receipt)
  })

  it('says so, too, when the room has gone on to the next epoch', async () => {
    await setRoom('epoch', '2', 'round:1', '1')
    expect(await recorded(bank, bank.tx('ana', 50)).incrBy(50)).toMatchObject({ why: 'round-over' })
    await bank.wire.command(['HDEL', bank.context.room, 'round:1'])
    expect(await recorded(bank, bank.tx('ana', 50)).incrBy(50)).toMatchObject({ why: 'account-reset' })
  })
})
