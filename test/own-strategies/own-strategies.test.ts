import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { editionOf } from '../../server/catalogue/listed.ts'
import { ROOT } from '../../server/start/root.ts'
import { ERRORS } from '../../shared/errors.ts'
import type { ListedStrategy } from '../../shared/strategy-card.ts'
import { provenEngines } from '../support/engines.ts'
import { fileOf, makeFolder, NAIVE, type TestFolder } from '../support/own-strategies.ts'
import type { TestClient } from '../support/player.ts'
import { openRoom, startServer, type TestRoom, type TestServer } from '../support/server.ts'

const example = (name: string) => readFile(join(ROOT, 'examples', 'strategies', `${name}.ts`), 'utf8')

describe.each(provenEngines)('a workshop on %s', (kind) => {
  let folder: TestFolder
  let server: TestServer
  let room: TestRoom
  let ana: Awaited<ReturnType<TestRoom['join']>>
  beforeAll(async () => {
    folder = await makeFolder({ 'early-bird.ts': NAIVE })
    server = await startServer(kind, undefined, { strategies: folder.path })
    room = await openRoom(server.port, { thinkMs: 0, jitterMs: 0 })
    ana = await room.join('ana')
  })
  afterAll(async () => {
    room.close()
    await server.close()
    await folder.clear()
  })
  beforeEach(() => {
    ana.log.length = 0
  })

  /** Resolves with the newest card that the client has received for the strategy, once it fits. */
  const cardOf = (client: TestClient, id: string, fits: (card: ListedStrategy) => unknown = () => true) =>
    client.until(() => {
      const last = client.log.findLast((message) => message.type === 'strategies')
      const card = last?.strategies.find((one) => one.id === id)
      return card && fits(card) ? card : undefined
    }, `the card of ${id}`)

  it('greets with the strategies in its folder after ours', async () => {
    const { strategies } = await room.host.next('greeted')
    expect(strategies.at(-1)).toMatchObject({ id: 'early-bird', own: true, edition: editionOf(NAIVE) })
    expect(strategies.filter(({ own }) => own)).toHaveLength(1)
  })

  it('finds the lost update of a wrong strategy within ten seconds after its file is in the folder', async () => {
    const source = await example('read-it-twice')
    const started = performance.now()
    await folder.put('my-fix.ts', source)
    expect(await cardOf(ana, 'my-fix')).toMatchObject({ own: true, edition: editionOf(source) })
    const { findings } = await cardOf(ana, 'my-fix', (card) => card.findings)
    expect(findings?.[0]).toMatchObject({ anomaly: 'lost-update', place: 'oneNode', found: 'possible' })
    expect(findings?.[0]?.query).toContain('strategy=my-fix')
    expect(performance.now() - started).toBeLessThan(10_000)
  })

  it('books with a strategy from its folder', async () => {
    await folder.put('my-fix.ts', NAIVE)
    await cardOf(ana, 'my-fix', ({ edition }) => edition === editionOf(NAIVE))
    await room.configure({ strategy: 'my-fix' })
    const { receipt } = await ana.settled(ana.fire(50))
    expect(receipt).toMatchObject({ outcome: 'applied', entry: { seen: 100, wrote: 150 } })
  })

  it('tells a player which line is wrong, and refuses transactions until the file is fixed', async () => {
    // The explorer never uses this amount, so a player meets the mistake first.
    const wrong = fileOf('return account.incrBy(tx.amount === 77 ? tx.amont.of : tx.amount)')
    await folder.put('my-fix.ts', wrong)
    await cardOf(ana, 'my-fix', ({ edition }) => edition === editionOf(wrong))
    await room.configure({ strategy: 'my-fix' })
    expect((await ana.settled(ana.fire(77))).receipt).toMatchObject({
      outcome: 'failed',
      why: 'strategy-error',
    })
    const { problem } = await cardOf(ana, 'my-fix', (card) => card.problem)
    expect(problem).toMatch(/^my-fix\.ts:5: TypeError: /)
    const tx = ana.fire(50)
    const error = await ana.next('error', (message) => message.tx === tx)
    expect(error).toMatchObject({
      code: 'strategy-broken',
      message: `${ERRORS['strategy-broken'].message} ${problem}`,
    })
    expect(ERRORS['strategy-broken'].definite).toBe(true)
    await folder.put('my-fix.ts', NAIVE)
    await cardOf(ana, 'my-fix', (card) => !card.problem && card.edition === editionOf(NAIVE))
    expect((await ana.settled(ana.fire(50))).receipt.outcome).toBe('applied')
  })

  it('answers a re-send with the stored receipt, also when the strategy has broken meanwhile', async () => {
    await room.configure({ strategy: 'my-fix' })
    const tx = ana.fire(1)
    const { receipt } = await ana.settled(tx)
    await folder.put('my-fix.ts', 'export default 1')
    await cardOf(ana, 'my-fix', (card) => card.problem)
    ana.log.length = 0
    ana.send({ type: 'fire', tx, amount: 1, epoch: 1, again: true })
    expect((await ana.settled(tx)).receipt).toEqual(receipt)
  })

  it('books again in a room whose strategy file is gone once the room chooses another strategy', async () => {
    await room.configure({ strategy: 'my-fix' })
    await folder.remove('my-fix.ts')
    await ana.until(() => {
      const last = ana.log.findLast((message) => message.type === 'strategies')
      return last && !last.strategies.some(({ id }) => id === 'my-fix')
    }, 'a list without it')
    const tx = ana.fire(50)
    expect(await ana.next('error', (message) => message.tx === tx)).toMatchObject({
      code: 'unknown-strategy',
    })
    await room.configure({ strategy: 'watch' })
    expect((await ana.settled(ana.fire(50))).receipt.outcome).toBe('applied')
  })
})

it('a server does not start when the folder of --strategies is missing, and names the folder', async () => {
  await expect(startServer('embedded', undefined, { strategies: '/nowhere/at/all' })).rejects.toMatchObject({
    name: 'EngineError',
    message: 'The folder of --strategies, /nowhere/at/all, does not exist. Create it, or name another one.',
  })
})

it('a server stops within three seconds while a strategy thinks, and settles its transaction', async () => {
  const folder = await makeFolder({ 'slow.ts': NAIVE })
  const server = await startServer('embedded', undefined, { strategies: folder.path })
  const room = await openRoom(server.port, { strategy: 'slow', thinkMs: 10_000, jitterMs: 0 })
  const ana = await room.join('ana')
  const tx = ana.fire(50)
  await ana.until(
    () => ana.log.some((message) => message.type === 'frame' && message.steps?.length),
    'its step',
  )
  const started = performance.now()
  await server.close()
  expect(performance.now() - started).toBeLessThan(3000)
  expect((await ana.settled(tx)).receipt).toMatchObject({ outcome: 'failed', why: 'server-stopping' })
  room.close()
  await folder.clear()
})
