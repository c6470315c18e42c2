import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Strategy } from '../../server/account/account.ts'
import { ReceiptDamaged } from '../../server/account/receipt.ts'
import type { Engine } from '../../server/engine/engine.ts'
import { execute } from '../../server/transaction/execute.ts'
import { decide, decideInDoubt, known } from '../../server/transaction/stored-outcome.ts'
import { type Bank, openBank } from '../support/bank.ts'
import { openTestEngine } from '../support/engines.ts'

const failed = { outcome: 'failed', why: 'no-answer', attempts: 1, at: 5 } as const
const incrby: Strategy = { title: 'INCRBY', update: (account, { amount }) => account.incrBy(amount) }

describe('the receipt of a transaction', () => {
  let engine: Engine
  let bank: Bank
  beforeAll(async () => {
    engine = await openTestEngine('embedded')
  })
  beforeEach(async () => {
    bank = await openBank('ioredis', engine.url)
  })
  afterEach(() => bank.close())
  afterAll(() => engine.close())

  it('is known after it is stored, and not before', async () => {
    const execution = bank.execution(bank.tx('ana', 50), incrby)
    expect(await known(execution)).toBeUndefined()
    const receipt = await execute(execution)
    expect(receipt).toMatchObject({ outcome: 'applied' })
    expect(await known(execution)).toEqual(receipt)
    expect(await decide(execution, failed)).toEqual(receipt)
  })

  it('is stored once when its outcome is in doubt, and the doubt is reported once', async () => {
    let doubts = 0
    const onDoubt = (): void => void doubts++
    const execution = bank.execution(bank.tx('ana', 50), incrby, { onDoubt })
    expect(await decideInDoubt(execution, failed)).toEqual(failed)
    expect(await decide(execution, { ...failed, attempts: 2 })).toEqual(failed)
    expect(doubts).toBe(1)
  })

  it('is named in the error when it is damaged, and nothing is booked', async () => {
    const mistakes: unknown[] = []
    const onMistake = (error: unknown): void => void mistakes.push(error)
    const tx = bank.tx('ana', 50)
    const execution = bank.execution(tx, incrby, { onMistake })
    await bank.wire.command(['SET', bank.keys.receipt('ana', tx.id), '{"outcome":"applied"}'])
    for (const answer of [known, (one: typeof execution) => decide(one, failed), execute])
      await expect(answer(execution)).rejects.toThrow('is not a receipt: {"outcome":"applied"}')
    expect(mistakes).toEqual([expect.any(ReceiptDamaged)])
    expect(await bank.balance()).toBe('100')
  })
})
