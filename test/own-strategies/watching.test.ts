import { appendFile, mkdir, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Strategy } from '../../server/account/account.ts'
import { createRecordedAccount } from '../../server/account/recorded-account.ts'
import type { Engine } from '../../server/engine/engine.ts'
import { execute } from '../../server/transaction/execute.ts'
import { type Bank, openBank } from '../support/bank.ts'
import { openTestEngine } from '../support/engines.ts'
import { fileOf, NAIVE, openTestOwnStrategies, type TestOwnStrategies } from '../support/own-strategies.ts'

/** Books the amount times the factor: the balance shows which text ran. */
const times = (factor: number): string =>
  fileOf(`const seen = await account.get()
await step('read', seen)
return account.set(seen.balance + tx.amount * ${factor}, seen)`)

describe('while the server runs, a file', () => {
  let engine: Engine
  let bank: Bank
  let ownStrategies: TestOwnStrategies
  beforeAll(async () => {
    engine = await openTestEngine('local')
  })
  beforeEach(async () => {
    bank = await openBank('ioredis', engine.url)
    ownStrategies = await openTestOwnStrategies({ 'mine.ts': times(1) })
  })
  afterEach(async () => {
    await ownStrategies.close()
    await bank.close()
  })
  afterAll(() => engine.close())

  const book = async (strategy: Strategy) => execute(bank.execution(bank.tx('ana', 10), strategy))
  const now = async (text: string) =>
    (await ownStrategies.until('mine', ({ card }) => card.source === text)).strategy

  it('that is added can be used by the next transaction', async () => {
    await ownStrategies.folder.put('yours.ts', times(2))
    await book((await ownStrategies.until('yours')).strategy)
    expect(await bank.balance()).toBe('120')
  })

  it('that is saved is used from the next transaction on; a running one ends with its old text', async () => {
    let go = (): void => {}
    const think = new Promise<void>((resolve) => {
      go = resolve
    })
    const { strategy } = await ownStrategies.until('mine')
    const stop = new AbortController()
    const execution = bank.execution(bank.tx('ana', 10), strategy, { stop: stop.signal })
    let reading = (): void => {}
    const read = new Promise<void>((resolve) => {
      reading = resolve
    })
    const running = strategy.update(createRecordedAccount(execution), execution.tx, (async () => {
      reading()
      await think
    }) as never)
    await read
    await ownStrategies.folder.put('mine.ts', times(3))
    await book(await now(times(3)))
    expect(await bank.balance()).toBe('130')
    go()
    expect(await running).toMatchObject({ outcome: 'applied' })
    // It had read 100 and adds its 10 once.
    expect(await bank.balance()).toBe('110')
  })

  it('that is written in place in two parts is loaded when it is whole', async () => {
    const path = join(ownStrategies.folder.path, 'mine.ts')
    const text = times(4)
    await writeFile(path, text.slice(0, 60))
    expect(await ownStrategies.problem('mine')).toMatch(/^mine\.ts:\d: /)
    await appendFile(path, text.slice(60))
    await book(await now(text))
    expect(ownStrategies.catalogue.get('mine')?.card.problem).toBeUndefined()
    expect(await bank.balance()).toBe('140')
  })

  it('that a save has broken does not run with its old text, and the next save fixes it', async () => {
    await ownStrategies.folder.put('mine.ts', 'export default 5')
    expect(await ownStrategies.problem('mine')).toContain('its default export is not an object')
    const { strategy, card } = await ownStrategies.until('mine')
    expect(card).toMatchObject({ source: 'export default 5', title: 'mine.ts' })
    expect(await execute(bank.execution(bank.tx('ana', 1), strategy, { onMistake: () => {} }))).toMatchObject(
      {
        why: 'strategy-error',
      },
    )
    await ownStrategies.folder.put('mine.ts', times(5))
    await book(await now(times(5)))
    expect(await bank.balance()).toBe('150')
  })

  it('that has failed is loaded again when it is saved without a change', async () => {
    const text = fileOf(`if (tx.amount === 13) throw new Error('unlucky')\nreturn account.incrBy(tx.amount)`)
    await ownStrategies.folder.put('mine.ts', text)
    const strategy = await now(text)
    await execute(bank.execution(bank.tx('ana', 13), strategy, { onMistake: () => {} }))
    expect(await ownStrategies.problem('mine')).toBe('mine.ts:5: unlucky')
    const later = new Date(Date.now() + 5000)
    await utimes(join(ownStrategies.folder.path, 'mine.ts'), later, later)
    await book((await ownStrategies.until('mine', ({ card }) => !card.problem)).strategy)
    expect(await bank.balance()).toBe('110')
  })

  it('that is removed while a transaction runs disappears, and the transaction ends normally', async () => {
    const { strategy } = await ownStrategies.until('mine')
    let removed = (): void => {}
    const gone = new Promise<void>((resolve) => {
      removed = resolve
    })
    const execution = bank.execution(bank.tx('ana', 10), strategy)
    const underWay = strategy.update(createRecordedAccount(execution), execution.tx, (() => gone) as never)
    await ownStrategies.folder.remove('mine.ts')
    await ownStrategies.gone('mine')
    removed()
    expect(await underWay).toMatchObject({ outcome: 'applied' })
    await expect(strategy.update({} as never, execution.tx, {} as never)).rejects.toThrow(
      'mine.ts: it is no longer loaded',
    )
  })

  it('with the name of another file is used once the other file is removed', async () => {
    await ownStrategies.folder.put('mine.js', NAIVE)
    await ownStrategies.until('mine.ts', ({ card }) => card.problem !== undefined)
    await now(NAIVE)
    await ownStrategies.folder.remove('mine.js')
    await ownStrategies.gone('mine.ts')
    expect(
      (await ownStrategies.until('mine', ({ card }) => card.source === times(1))).card.problem,
    ).toBeUndefined()
  })

  it('that is removed with its whole folder is loaded again when the folder is back', async () => {
    const { path } = ownStrategies.folder
    await rm(path, { recursive: true })
    await ownStrategies.gone('mine')
    await mkdir(path)
    await ownStrategies.folder.put('mine.ts', times(6))
    await book(await now(times(6)))
    expect(await bank.balance()).toBe('160')
  })
})
