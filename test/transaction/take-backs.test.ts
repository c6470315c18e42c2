import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Strategy } from '../../server/account/account.ts'
import { parseReceipt } from '../../server/account/receipt.ts'
import type { Engine } from '../../server/engine/engine.ts'
import { RoomCopy } from '../../server/journal/room-copy.ts'
import { execute } from '../../server/transaction/execute.ts'
import { decide, known } from '../../server/transaction/stored-outcome.ts'
import type { Receipt } from '../../shared/journal.ts'
import { type Bank, openBank, recorded } from '../support/bank.ts'
import { distinctEngines, openTestEngine } from '../support/engines.ts'
import { ODD_STRATEGIES } from '../support/odd-strategies.ts'

describe.each(distinctEngines)('a booking that may be taken back, on %s', (kind) => {
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

  const failed = { outcome: 'failed', why: 'no-answer', attempts: 1, at: 5 } as const
  const compensate = ODD_STRATEGIES.compensate as Strategy
  const rule = { noOverdraft: true }
  const stored = async (tx: { id: string; player: string }): Promise<Receipt> =>
    parseReceipt(String(await bank.wire.command(['GET', bank.keys.receipt(tx.player, tx.id)])))
  const totals = async () => (await bank.ledger()).totals
  const ended = new AbortController()
  ended.abort()

  it('is applied, and no longer open, when its strategy has ended without a take-back', async () => {
    const tx = bank.tx('ana', 50)
    const receipt = await execute(bank.execution(tx, compensate, rule))
    expect(receipt).toMatchObject({ outcome: 'applied', entry: { version: 1, noOverdraft: true } })
    expect(receipt).not.toHaveProperty('open')
    expect(await stored(tx)).toEqual(receipt)
  })

  it('is rejected once it is taken back, and the expected balance does not count it', async () => {
    const tx = bank.tx('ana', -150)
    const receipt = await execute(bank.execution(tx, compensate, rule))
    expect(receipt).toMatchObject({
      ...{
        outcome: 'rejected',
        why: 'taken-back',
        attempts: 1,
        fromVersion: 0,
        toVersion: 2,
        noOverdraft: true,
      },
    })
    expect(await stored(tx)).toEqual(receipt)
    expect(await totals()).toMatchObject({ version: 2, expected: 100, wrote: 100, applied: 0 })
    const [, back] = (await bank.ledger()).lineage.nodes()
    expect(back?.entry).toMatchObject({ reverses: 1, amount: 150, expected: 100, attempts: 1 })
  })

  it('of a dead node is closed as applied by the node that decides it, and stays so after a take-back', async () => {
    const tx = bank.tx('ana', -150)
    const account = recorded(bank, tx, { takesBack: true })
    expect(await account.incrBy(-150)).toMatchObject({ outcome: 'applied', open: true })
    const receipt = await decide(bank.execution(tx, compensate), failed)
    expect(receipt).toMatchObject({ outcome: 'applied', entry: { version: 1 } })
    expect(receipt).not.toHaveProperty('open')
    expect(await account.takeBack()).toEqual(receipt)
    expect(await totals()).toMatchObject({ version: 1, expected: -50 })
  })

  it('makes a re-send wait for the final outcome', async () => {
    const tx = bank.tx('ana', -150)
    const account = recorded(bank, tx, { takesBack: true })
    await account.incrBy(-150)
    const resent = known(bank.execution(tx, compensate))
    await account.takeBack()
    expect(await resent).toMatchObject({ outcome: 'rejected', why: 'taken-back' })
  })

  it('is not open in the answer to a re-send when the server stops meanwhile', async () => {
    const tx = bank.tx('ana', -150)
    await recorded(bank, tx, { takesBack: true }).incrBy(-150)
    const receipt = await known(bank.execution(tx, compensate, { stop: ended.signal }))
    expect(receipt).toMatchObject({ outcome: 'applied' })
    expect(receipt).not.toHaveProperty('open')
  })

  it('fails when Redis forgets it before its strategy has ended', async () => {
    const tx = bank.tx('ana', 50)
    const strategy: Strategy = {
      title: 'books, and a copy that has missed that takes over',
      takesBack: true,
      async update(account, { amount }) {
        const booked = await account.incrBy(amount)
        const { balance, version, expected, journal, receipt } = bank.keys
        await bank.wire.command(['DEL', journal(0), receipt(tx.player, tx.id)])
        await bank.wire.command(['MSET', balance, '100', version, '0', expected, '100'])
        return booked
      },
    }
    expect(await execute(bank.execution(tx, strategy))).toMatchObject({
      outcome: 'failed',
      why: 'read-forgotten',
    })
    expect(await stored(tx)).toMatchObject({ outcome: 'failed' })
    expect(await totals()).toMatchObject({ version: 0, expected: 100 })
  })

  it('and its take-back follow one another on another node without a read of the journal', async () => {
    const copy = new RoomCopy(bank.wire, bank.code, 1, 100, () => {})
    await execute(bank.execution(bank.tx('ana', -150), compensate, rule))
    const blind = recorded(bank, bank.tx('bob', 7))
    await blind.incrBy(7)
    await blind.withoutKey.incrBy(7)
    for (const { entry } of (await bank.ledger()).lineage.nodes()) {
      copy.receive(entry)
      expect(copy.version).toBe(entry.version)
    }
    expect(await copy.compare()).toBe('same')
    expect(copy.view()).toMatchObject({ version: 4, expected: 107, actual: 114, doubled: { count: 0 } })
    copy.ledger.settle()
    expect(copy.view()).toMatchObject({ doubled: { count: 1, sum: 7 }, outside: 0 })
  })
})
