import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AccountContext } from '../../server/account/execution.ts'
import { createRecordedAccount } from '../../server/account/recorded-account.ts'
import type { Engine } from '../../server/engine/engine.ts'
import { type Bank, openBank } from '../support/bank.ts'
import { openTestEngine } from '../support/engines.ts'

describe('an execution', () => {
  let engine: Engine
  let bank: Bank
  beforeAll(async () => {
    engine = await openTestEngine('embedded')
    bank = await openBank('redis', engine.url)
  })
  afterAll(async () => {
    await bank.close()
    await engine.close()
  })
  const policy = { strategy: { takesBack: true }, noOverdraft: true, maxAttempts: 1 }

  it('writes the name that its node has at the time of the write', async () => {
    let name = 'A'
    const context: AccountContext = {
      ...bank.context,
      get node() {
        return name
      },
    }
    const account = createRecordedAccount({ tx: bank.tx('ana', 5), context, policy })
    name = 'B'
    expect(await account.incrBy(5)).toMatchObject({ entry: { node: 'B' } })
  })

  it('is judged from the position at which it began', async () => {
    let version = 7
    const context: AccountContext = { ...bank.context, position: () => version }
    const account = createRecordedAccount({ tx: bank.tx('ana', 5), context, policy })
    version = 9
    expect(account.progress.fromVersion).toBe(7)
    await account.incrBy(5)
    expect(await account.takeBack()).toMatchObject({ outcome: 'rejected', fromVersion: 7, noOverdraft: true })
  })
})
