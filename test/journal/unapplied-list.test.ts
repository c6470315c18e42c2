import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Strategy } from '../../server/account/account.ts'
import { loadCatalogue } from '../../server/catalogue/catalogue.ts'
import type { Engine } from '../../server/engine/engine.ts'
import { KEPT_SECONDS, UNAPPLIED_KEPT } from '../../server/redis/keys.ts'
import { touchRoom } from '../../server/room/room-store.ts'
import { execute } from '../../server/transaction/execute.ts'
import { decide } from '../../server/transaction/stored-outcome.ts'
import type { Receipt } from '../../shared/journal.ts'
import { type Bank, openBank } from '../support/bank.ts'
import { openTestEngine } from '../support/engines.ts'

describe('transactions that were not applied', () => {
  let engine: Engine
  let bank: Bank
  let incrby: Strategy
  beforeAll(async () => {
    engine = await openTestEngine('embedded')
    const found = (await loadCatalogue()).get('incrby')
    if (!found) throw new Error('no such strategy')
    incrby = found.strategy
    return () => engine.close()
  })
  beforeEach(async () => {
    bank = await openBank('ioredis', engine.url)
  })
  afterEach(() => bank.close())
  const failed: Receipt = { outcome: 'failed', why: 'no-answer', attempts: 1, at: 5 }
  const kept = async () => (await bank.wire.command(['LRANGE', bank.keys.unapplied, '0', '-1'])) as string[]

  it('are kept once, with the outcome that was settled first, for as long as the room', async () => {
    const execution = bank.execution(bank.tx('ana', 50), incrby)
    const answers = await Promise.all([
      decide(execution, failed),
      decide(execution, { ...failed, outcome: 'gave-up', why: 'attempts-used-up' }),
    ])
    expect(answers).toEqual([failed, failed])
    expect((await kept()).map((text) => JSON.parse(text))).toEqual([
      { ...failed, tx: execution.tx.id, player: 'ana', amount: 50 },
    ])
    const ttl = () => bank.wire.command(['TTL', bank.keys.unapplied])
    expect(await ttl()).toBeGreaterThan(KEPT_SECONDS - 60)
    await bank.wire.command(['EXPIRE', bank.keys.unapplied, '60'])
    await touchRoom(bank.wire, bank.code, 1, 0)
    expect(await ttl()).toBeGreaterThan(KEPT_SECONDS - 60)
  })

  it('do not include a transaction that was applied', async () => {
    const execution = bank.execution(bank.tx('ana', 50), incrby)
    await execute(execution)
    expect((await decide(execution, failed)).outcome).toBe('applied')
    expect(await kept()).toEqual([])
  })

  it('are forgotten, oldest first, beyond the limit', async () => {
    const many = Array.from({ length: UNAPPLIED_KEPT }, (_, i) => String(i))
    await bank.wire.command(['RPUSH', bank.keys.unapplied, ...many])
    await decide(bank.execution(bank.tx('ana', 50), incrby), failed)
    const texts = await kept()
    expect([texts.length, texts[0]]).toEqual([UNAPPLIED_KEPT, '1'])
    expect(JSON.parse(texts.at(-1) ?? '')).toMatchObject({ player: 'ana' })
  })

  it('are settled even when the key of their list holds something else', async () => {
    await bank.wire.command(['SET', bank.keys.unapplied, 'mine'])
    const execution = bank.execution(bank.tx('ana', 50), incrby, { onDoubt: expect.unreachable })
    expect(await decide(execution, failed)).toEqual(failed)
    expect(await decide(execution, { ...failed, attempts: 2 })).toEqual(failed)
  })
})
