import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CatalogueEntry, loadCatalogue } from '../../server/catalogue/catalogue.ts'
import type { Engine } from '../../server/engine/engine.ts'
import { createExaminer } from '../../server/explorer/examiner.ts'
import { connect } from '../../server/redis/connect.ts'
import type { Wire } from '../../server/redis/wire.ts'
import { execute } from '../../server/transaction/execute.ts'
import { cellsOf } from '../../shared/proof/claims.ts'
import { ClientKind } from '../../shared/protocol.ts'
import { openBank } from '../support/bank.ts'
import { isProving, openTestEngine, provenEngines } from '../support/engines.ts'
import { openTestOwnStrategies, type TestOwnStrategies } from '../support/own-strategies.ts'
import { servedBy } from '../support/served.ts'

/* The built-in strategies, loaded as participants' files: together they use every verb of the account, and their results are known. */

const ours = [...(await loadCatalogue()).values()]
/** One client for each engine: the code below the account does not depend on where the strategy runs. */
const settings = await Promise.all(
  provenEngines.map(async (engine, i) => ({
    engine,
    client: ClientKind.options[i % 2] ?? 'redis',
    ...(await servedBy(() => openTestEngine(engine), ours)),
  })),
)
let ownStrategies: TestOwnStrategies
beforeAll(async () => {
  ownStrategies = await openTestOwnStrategies(
    Object.fromEntries(ours.map(({ id, card }) => [`their-${id}.ts`, card.source])),
  )
  expect(ownStrategies.problems).toEqual([])
})
afterAll(() => ownStrategies.close())

describe.each(settings)('on the $engine engine with $client', ({ engine: kind, client, able }) => {
  let engine: Engine
  beforeAll(async () => {
    engine = await openTestEngine(kind)
  })
  afterAll(() => engine.close())

  describe.each(able)('$id in a thread', ({ id, strategy: builtIn, card: { claims } }) => {
    const refused = { outcome: 'rejected', why: builtIn.takesBack ? 'taken-back' : 'overdraft' }
    const isNever = (anomaly: 'lost-update' | 'double-apply'): boolean =>
      cellsOf(claims).some(
        (cell) => cell.anomaly === anomaly && cell.place === 'oneNode' && cell.claimed === 'never',
      )
    const theirs = async () => (await ownStrategies.until(`their-${id}`)).strategy

    it('books thirty transactions at once, and the journal explains the balance to the dollar', async () => {
      const strategy = await theirs()
      const bank = await openBank(client, engine.url)
      const amounts = Array.from({ length: 30 }, (_, i) => (i % 3 === 0 ? -20 : 10 + i))
      const think = { thinkMs: 2, jitterMs: 2 }
      const receipts = await Promise.all(
        amounts.map((amount, i) => execute(bank.execution(bank.tx(`p${i}`, amount), strategy, { think }))),
      )
      const applied = receipts.flatMap((receipt) => (receipt.outcome === 'applied' ? [receipt.entry] : []))
      const { totals, standing } = await bank.ledger()
      expect(totals.applied).toBe(applied.length)
      expect(totals.expected).toBe(100 + applied.reduce((sum, { amount }) => sum + amount, 0))
      const effects = applied.reduce((sum, { player }) => sum + standing(player).effect, 0)
      expect(await bank.balance()).toBe(String(100 + effects))
      if (isNever('lost-update')) expect(await bank.balance()).toBe(String(totals.expected))
      await bank.close()
    })

    it('rejects a withdrawal below zero in a room that refuses overdrafts', async () => {
      const strategy = await theirs()
      const bank = await openBank(client, engine.url)
      const send = (amount: number) =>
        execute(bank.execution(bank.tx('ana', amount), strategy, { noOverdraft: true }))
      expect(await send(-101)).toMatchObject(refused)
      expect(await send(-100)).toMatchObject({ outcome: 'applied' })
      await bank.close()
    })

    it('brings every transaction to one outcome when half of the replies are lost', async () => {
      const strategy = await theirs()
      const bank = await openBank(client, engine.url)
      const sent = Array.from({ length: 12 }, (_, i) => bank.tx(`p${i}`, 5))
      const receipts = await Promise.all(
        sent.map((tx) => execute(bank.execution(tx, strategy, { lostReplies: 50 }))),
      )
      const applied = receipts.flatMap((receipt) => (receipt.outcome === 'applied' ? [receipt.entry.tx] : []))
      const { totals, lineage } = await bank.ledger()
      expect(new Set(lineage.nodes().map(({ entry }) => entry.tx))).toEqual(new Set(applied))
      expect(totals.expected).toBe(100 + 5 * applied.length)
      if (isNever('double-apply')) expect(totals.doubled.count).toBe(0)
      await bank.close()
    })
  })
})

describe('the explorer', () => {
  // Strategies that the explorer finishes quickly; together they have every kind of wait and of loss.
  const quick = ['naive', 'incrby', 'retry-blind', ...(isProving ? ['local-mutex', 'compare-and-set'] : [])]
  let engine: Engine
  let wire: Wire
  beforeAll(async () => {
    engine = await openTestEngine('local')
    wire = await connect('ioredis', engine.url)
  })
  afterAll(async () => {
    await wire.close()
    await engine.close()
  })

  // Milliseconds: every scenario runs twice.
  const SLOW = 60_000
  it.each(quick)(
    'finds the same for %s in a thread as for the built-in strategy',
    { timeout: SLOW },
    async (id) => {
      /** The findings without their addresses, which contain the strategy's name. */
      const found = async (entry: CatalogueEntry) => {
        const findings: unknown[] = []
        const examiner = createExaminer(async () => wire)
        for await (const { query: _, tried = [], ...finding } of examiner.examine(
          entry,
          new AbortController().signal,
        ))
          findings.push({ ...finding, tried: tried.map(({ query: _, ...one }) => one) })
        return findings
      }
      const builtIn = ours.find((entry) => entry.id === id) as CatalogueEntry
      expect(await found(await ownStrategies.until(`their-${id}`))).toEqual(await found(builtIn))
    },
  )
})
