import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { lackingIn } from '../../../server/account/needs.ts'
import { loadCatalogue } from '../../../server/catalogue/catalogue.ts'
import { slotOf } from '../../../server/redis/cluster/key-slot.ts'
import { connect } from '../../../server/redis/connect.ts'
import { execute } from '../../../server/transaction/execute.ts'
import { ClientKind } from '../../../shared/protocol.ts'
import { type Bank, openBank } from '../../support/bank.ts'
import { TestCluster } from '../../support/cluster.ts'
import { openTestEngine } from '../../support/engines.ts'
import { redisServerPath } from '../../support/machine.ts'

const catalogue = await loadCatalogue()
const STRATEGIES = ['naive', 'multi-only', 'watch', 'watch-shared', 'compare-and-set', 'lua', 'lock']
/** The strategies that never lose an update. */
const KEEPING = ['watch', 'compare-and-set', 'lua']

describe.skipIf(!redisServerPath && !process.env.CI)('a room on a cluster', () => {
  let cluster: TestCluster
  let bank: Bank
  beforeAll(async () => {
    cluster = await TestCluster.open()
  })
  afterEach(() => bank?.close())
  afterAll(() => cluster?.close())

  const strategyOf = (id: string) => {
    const entry = catalogue.get(id)
    if (!entry) throw new Error(`there is no strategy ${id}`)
    return entry.strategy
  }

  /** Asserts that journal, balance and receipts agree, and that no transaction was booked twice. */
  async function audit(receipts: Awaited<ReturnType<typeof execute>>[]): Promise<void> {
    const applied = receipts.flatMap((receipt) => (receipt.outcome === 'applied' ? [receipt.entry] : []))
    const { totals, standing, lineage } = await bank.ledger()
    const booked = lineage.nodes().map(({ entry }) => entry.tx)
    expect(booked).toHaveLength(applied.length)
    expect(new Set(booked)).toEqual(new Set(applied.map(({ tx }) => tx)))
    expect(totals.expected).toBe(100 + applied.reduce((sum, { amount }) => sum + amount, 0))
    const players = new Set(applied.map(({ player }) => player))
    const effects = [...players].reduce((sum, player) => sum + standing(player).effect, 0)
    expect(await bank.balance()).toBe(String(100 + effects))
  }

  it.each(ClientKind.options)('lacks the same as a single server, asked by %s', async (client) => {
    const single = await openTestEngine('local')
    const wires = [await connect(client, cluster.endpoint), await connect(client, single.endpoint)]
    const [lacking, ofOne] = await Promise.all(wires.map(lackingIn))
    expect(lacking).toEqual(ofOne)
    await Promise.all([...wires, single].map((one) => one.close()))
  })

  describe.each(ClientKind.options)('with %s', (client) => {
    it.each(STRATEGIES)('%s books twenty at once, and the journal explains the balance', async (id) => {
      bank = await openBank(client, cluster.endpoint)
      const think = { thinkMs: 2, jitterMs: 2 }
      const receipts = await Promise.all(
        Array.from({ length: 20 }, (_, i) =>
          execute(bank.execution(bank.tx(`p${i}`, i % 3 === 0 ? -20 : 10 + i), strategyOf(id), { think })),
        ),
      )
      await audit(receipts)
      const { totals } = await bank.ledger()
      expect(totals.applied).toBeGreaterThan(0)
      if (KEEPING.includes(id)) expect(await bank.balance()).toBe(String(totals.expected))
      const tx = bank.tx('ana', 50)
      const twice = [
        await execute(bank.execution(tx, strategyOf(id))),
        await execute(bank.execution(tx, strategyOf(id))),
      ]
      expect(twice[0]).toEqual(twice[1])
    })

    it.each(['naive', 'watch', 'lua', 'lock'])(
      'every transaction of twenty writers with %s is booked at most once while their slot moves',
      async (id) => {
        bank = await openBank(client, cluster.endpoint)
        const slot = slotOf(bank.keys.balance)
        const away = await cluster.otherThan(await cluster.ownerOf(slot))
        const think = { thinkMs: 3, jitterMs: 3 }
        let stop = false
        const receipts: Awaited<ReturnType<typeof execute>>[] = []
        const sent: ReturnType<Bank['tx']>[] = []
        const writers = Array.from({ length: 20 }, async (_, i) => {
          while (!stop) {
            const tx = bank.tx(`p${i}`, 1 + i)
            sent.push(tx)
            receipts.push(await execute(bank.execution(tx, strategyOf(id), { think })))
          }
        })
        await cluster.migrate(slot, away, () => new Promise((resolve) => setTimeout(resolve, 150)))
        const during = receipts.length
        await expect.poll(() => receipts.length, { timeout: 5000 }).toBeGreaterThan(during + 40)
        stop = true
        await Promise.all(writers)
        expect(receipts).toHaveLength(sent.length)
        expect(receipts.filter(({ outcome }) => outcome === 'applied').length).toBeGreaterThan(20)
        await audit(receipts)
        if (KEEPING.includes(id))
          expect(await bank.balance()).toBe(String((await bank.ledger()).totals.expected))
        expect((await cluster.ownerOf(slot)).id).toBe(away.id)
      },
    )
  })
})
